// swift-tools-version: 6.2
// The walls of the house: a target can import only what is named here, and dependencies point down.

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

/// A floor of the house, with its tests.
func floor(
    _ name: String, on below: [Target.Dependency], tests: [Target.Dependency] = [], fixtures: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: below, swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [.target(name: name)] + below + tests, exclude: fixtures,
            swiftSettings: strict),
    ]
}

/// A service: its rules, its rooms, its program and their tests. No service can have another shape; its rules may need
/// a library, its tests folders of files.
func service(
    _ name: String, rulesOn libraries: [Target.Dependency] = [], fixtures: [String] = []
) -> [Target] {
    let folder = name.lowercased()
    let domain = Target.Dependency.target(name: "\(name)Domain")
    let app = Target.Dependency.target(name: "\(name)App")
    let frame: [Target.Dependency] = ["ServiceKit", "Storage", "MessageSchema", "WireJSON", "Surroundings"]
    return [
        .target(
            name: "\(name)Domain", dependencies: ["MessageSchema"] + libraries, path: "services/\(folder)/Domain",
            swiftSettings: strict),
        .target(
            name: "\(name)App", dependencies: [domain] + frame, path: "services/\(folder)/App", swiftSettings: strict),
        .executableTarget(
            name: "sauro-\(folder)", dependencies: [app, "ServiceKit"], path: "services/\(folder)/Main",
            swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [domain, app, "ServiceTesting"] + frame, path: "Tests/\(name)Tests",
            exclude: fixtures, swiftSettings: strict),
    ]
}

/// libpq, which only a build with the trait of its name needs.
let postgreSQL = Target.Dependency.target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"]))

/// What tests of several floors stand on: commands, folders, a clock, conditions.
let ground = [
    Target.target(
        name: "TestGround", dependencies: ["Surroundings", postgreSQL], path: "Tests/TestGround", swiftSettings: strict)
]

let tools: [Target] =
    ground
    + floor("Surroundings", on: [], tests: ["TestGround"])
    + floor("WireJSON", on: [], tests: ["Surroundings"], fixtures: ["Conformance/cases.txt"])
    + [.systemLibrary(name: "CZeroMQ")]
    + floor("ZeroMQ", on: ["CZeroMQ"])
    + [.systemLibrary(name: "CExpat", pkgConfig: "expat")]
    + floor("Exposition", on: ["Surroundings", metrics], tests: ["TestGround"])

let words: [Target] = [
    .target(name: "MessageSchema", dependencies: ["WireJSON"], swiftSettings: strict),
    .testTarget(
        name: "MessageSchemaTests", dependencies: ["MessageSchema", "WireJSON", "TestGround"], exclude: ["Golden"],
        swiftSettings: strict),
]

let carriage =
    floor("Fabric", on: ["MessageSchema", "WireJSON", "Surroundings", "ZeroMQ"], tests: ["TestGround"])
    + [.systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq")]
    + floor(
        "Storage", on: ["MessageSchema", "WireJSON", "Surroundings", grdb, crypto, postgreSQL],
        tests: ["TestGround", sqlite])

let frame: [Target] =
    floor(
        "ServiceKit",
        on: [
            "Storage", "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Exposition", metrics, logging,
            lifecycle, signals, crypto, argumentParser,
        ],
        tests: ["ServiceTesting", "TestGround"])
    + [
        .target(
            name: "ServiceTesting",
            dependencies: [
                "ServiceKit", "Storage", "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Exposition",
                "TestGround", logging,
            ],
            path: "Tests/ServiceTesting", swiftSettings: strict)
    ]

let gateway: [Target] = [
    .target(
        name: "GatewayCommandLine",
        dependencies: [
            "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Exposition", argumentParser, crypto, yams,
        ],
        path: "services/gateway/CommandLine", swiftSettings: strict),
    .executableTarget(
        name: "sauro", dependencies: ["GatewayCommandLine"], path: "services/gateway/Main",
        swiftSettings: strict),
    .testTarget(
        name: "GatewayTests",
        dependencies: [
            "GatewayCommandLine", "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Exposition", "TestGround",
        ],
        path: "Tests/GatewayTests", swiftSettings: strict),
]

let proofs: [Target] = [
    .executableTarget(
        name: "sauro-demo", dependencies: ["Fabric", "MessageSchema", "WireJSON", "Surroundings", yams],
        path: "examples/demo", swiftSettings: strict),
    .testTarget(
        name: "LiveTests",
        dependencies: [
            "Fabric", "MessageSchema", "WireJSON", "Surroundings", "GatewayCommandLine", "TestGround", "sauro",
            "sauro-registry", "sauro-tasks", "sauro-insurance", "sauro-notifications", "sauro-chaos", "ChaosKit",
            "SuiteGround", "sauro-tasks-next", "ServiceKit", "RegistryApp", "TasksApp", "InsuranceApp",
            "NotificationsApp", "Exposition",
        ],
        swiftSettings: strict),
    // The task service of the release after this one, for the test of an upgrade under load.
    .executableTarget(
        name: "sauro-tasks-next", dependencies: ["TasksApp", "ServiceKit", "Storage", "MessageSchema"],
        path: "Tests/Upgrade", swiftSettings: strict),
    .testTarget(
        name: "UpgradeTests",
        dependencies: [
            "RegistryApp", "TasksApp", "InsuranceApp", "NotificationsApp", "ServiceKit", "Storage", "MessageSchema",
            "Surroundings", "TestGround", grdb,
        ],
        swiftSettings: strict),
    .testTarget(
        name: "AuthorityTests",
        dependencies: [
            "RegistryApp", "TasksApp", "InsuranceApp", "NotificationsApp", "ServiceTesting", "ServiceKit", "Storage",
            "MessageSchema", "WireJSON", "Surroundings", "TestGround", logging,
        ],
        swiftSettings: strict),
    .testTarget(name: "StyleTests", dependencies: ["MessageSchema", yams], swiftSettings: strict),
    // Real processes of the suite and work for them, for programs that torment or measure them.
    .target(
        name: "SuiteGround", dependencies: ["Fabric", "MessageSchema", "Surroundings"], path: "Tests/SuiteGround",
        swiftSettings: strict),
    // What `make bench` runs: the figures and their pages, and the program that measures.
    .target(name: "BenchKit", path: "Tests/Bench/Kit", swiftSettings: strict),
    .executableTarget(
        name: "sauro-bench",
        dependencies: [
            "BenchKit", "SuiteGround", "InsuranceDomain", "Storage", "Fabric", "MessageSchema", "WireJSON",
            "Surroundings", sqlite,
        ],
        path: "Tests/Bench/Program", swiftSettings: strict),
    .testTarget(name: "BenchTests", dependencies: ["BenchKit"], path: "Tests/Bench/Tests", swiftSettings: strict),
    // What `make chaos` runs: the pure part, the program, and a wall clock to preload that a file moves.
    .target(
        name: "ChaosKit", dependencies: ["MessageSchema", "Surroundings", "WireJSON"], path: "Tests/Chaos/Kit",
        swiftSettings: strict),
    .target(name: "ClockShift", path: "Tests/Chaos/ClockShift"),
    .executableTarget(
        name: "sauro-chaos",
        dependencies: ["ChaosKit", "SuiteGround", "Fabric", "MessageSchema", "WireJSON", "Surroundings"],
        path: "Tests/Chaos/Program", swiftSettings: strict),
]

/// The parsers under chance: in the tests over the inputs that are kept and changes of them; when SAURO_FUZZ is set, as
/// programs for libFuzzer, which link with the fuzzer's own `main` only (`make fuzz`).
func fuzzing(isOn: Bool) -> [Target] {
    let programs: [(name: String, folder: String, parser: [Target.Dependency])] = [
        ("frames", "Frames", ["Fabric", "MessageSchema", "WireJSON"]),
        ("json-rpc", "JSONRPC", ["Fabric", "MessageSchema", "WireJSON"]),
        ("envelope", "Envelope", ["InsuranceDomain", "MessageSchema", "WireJSON"]),
        ("principals", "Principals", ["GatewayCommandLine"]),
    ]
    let ground = Target.target(name: "FuzzGround", path: "Tests/Fuzz/Ground", swiftSettings: strict)
    if isOn {
        return [ground]
            + programs.map { program in
                .executableTarget(
                    name: "fuzz-\(program.name)", dependencies: ["FuzzGround"] + program.parser,
                    path: "Tests/Fuzz/\(program.folder)", swiftSettings: strict)
            }
    }
    return [
        ground,
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "FuzzGround", "Fabric", "MessageSchema", "WireJSON", "InsuranceDomain", "GatewayCommandLine",
            ],
            path: "Tests/Fuzz",
            exclude: ["Corpus", "Dictionaries", "Ground", "run"]
                + programs.map { "\($0.folder)/Entry.swift" },
            swiftSettings: strict),
    ]
}

let package = Package(
    name: "sauro",
    products: [
        .library(name: "SauroClient", targets: ["MessageSchema", "Fabric"]),
        .executable(name: "sauro", targets: ["sauro"]),
        .library(name: "ClockShift", type: .dynamic, targets: ["ClockShift"]),
    ],
    traits: [
        .trait(name: "PostgreSQL", description: "The second engine of the stores, through libpq (libpq-dev).")
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: tools + words + carriage + frame
        + service("Registry") + service("Tasks") + service("Insurance", rulesOn: ["CExpat"], fixtures: ["Envelopes"])
        + service("Notifications", rulesOn: [mustache])
        + gateway + proofs + fuzzing(isOn: Context.environment["SAURO_FUZZ"] != nil)
)
