// swift-tools-version: 6.2
// What Sauro is measured against. A package of its own: nobody builds gRPC to run Sauro. The peers that need more than
// libzmq are built with the trait.

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let peers = TargetDependencyCondition.when(traits: ["Peers"])

let package = Package(
    name: "sauro-benchmarks",
    traits: [.trait(name: "Peers", description: "gRPC, and NATS (libnats-dev).")],
    dependencies: [
        .package(url: "https://github.com/grpc/grpc-swift-2.git", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport.git", from: "2.9.2"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf.git", from: "2.4.1"),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
    ],
    targets: [
        // What the programs in C note and print of their calls.
        .target(name: "Sheet"),
        .executableTarget(name: "raw-zeromq", dependencies: ["Sheet"], linkerSettings: [.linkedLibrary("zmq")]),
        .executableTarget(name: "nats-peer", dependencies: ["Sheet"], linkerSettings: [.linkedLibrary("nats")]),
        .executableTarget(
            name: "grpc-peer",
            dependencies: [
                .product(name: "GRPCCore", package: "grpc-swift-2", condition: peers),
                .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport", condition: peers),
                .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf", condition: peers),
                .product(name: "SwiftProtobuf", package: "swift-protobuf", condition: peers),
            ],
            swiftSettings: strict),
    ]
)
