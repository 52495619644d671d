// What may import what: the floors of the house, written down once more than the manifest does, file by file.

enum ImportRules {
    /// Modules of ours and of others that the files of a folder may import. The longest folder that fits counts.
    static let allowed: [String: Set<String>] = [
        "Sources/Surroundings": [],
        "Sources/WireJSON": [],
        "Sources/ZeroMQ": ["CZeroMQ"],
        "Sources/Exposition": ["Surroundings", "CoreMetrics"],
        "Sources/MessageSchema": ["WireJSON"],
        "Sources/Fabric": ["MessageSchema", "WireJSON", "Surroundings", "ZeroMQ"],
        "Sources/Storage": [
            "MessageSchema", "WireJSON", "Surroundings", "GRDB", "GRDBSQLite", "CPostgreSQL", "Crypto",
        ],
        "Sources/ServiceKit": [
            "Storage", "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Logging", "ServiceLifecycle",
            "UnixSignals", "Crypto", "ArgumentParser", "Exposition", "CoreMetrics",
        ],
        "services/registry/Domain": ["MessageSchema"],
        "services/tasks/Domain": ["MessageSchema"],
        "services/insurance/Domain": ["MessageSchema", "CExpat"],
        "services/notifications/Domain": ["MessageSchema", "Mustache"],
        "services/registry/App": [
            "RegistryDomain", "ServiceKit", "Storage", "MessageSchema", "WireJSON", "Surroundings",
        ],
        "services/tasks/App": ["TasksDomain", "ServiceKit", "Storage", "MessageSchema", "WireJSON", "Surroundings"],
        "services/insurance/App": [
            "InsuranceDomain", "ServiceKit", "Storage", "MessageSchema", "WireJSON", "Surroundings",
        ],
        "services/notifications/App": [
            "NotificationsDomain", "ServiceKit", "Storage", "MessageSchema", "WireJSON", "Surroundings",
        ],
        "services/registry/Main": ["RegistryApp", "ServiceKit"],
        "services/tasks/Main": ["TasksApp", "ServiceKit"],
        "services/insurance/Main": ["InsuranceApp", "ServiceKit"],
        "services/notifications/Main": ["NotificationsApp", "ServiceKit"],
        "services/gateway/CommandLine": [
            "Fabric", "MessageSchema", "WireJSON", "Surroundings", "Exposition", "ArgumentParser", "Crypto", "Yams",
        ],
        "services/gateway/Main": ["GatewayCommandLine", "Surroundings"],
        "examples/demo": ["Fabric", "MessageSchema", "WireJSON", "Surroundings", "Yams"],
    ]

    /// The platform's own modules, which any floor may use.
    static let platform: Set<String> = ["Glibc", "Synchronization", "Dispatch"]

    /// Foundation is slow to start and loose with text, so only these use it, and what they can use of it.
    static let foundation: [String: Set<String>] = [
        // Normalisation of text has no other source.
        "Sources/MessageSchema/Values/PlainText.swift": ["Foundation"],
        "Sources/Storage": ["FoundationEssentials"],
        "Sources/ServiceKit": ["FoundationEssentials", "Foundation"],
        // Processes, files and terminals.
        "services/gateway/CommandLine": ["FoundationEssentials", "Foundation"],
        "examples/demo": ["FoundationEssentials", "Foundation"],
    ]

    static let floors: Rule = { file, text in
        guard let own = longest(in: allowed, for: file.path) else {
            return [Finding(path: file.path, line: 1, rule: "lies in a folder that no floor of the house knows")]
        }
        let may = own.union(platform).union(longest(in: foundation, for: file.path) ?? [])
        return imports(text).filter { !may.contains($0.module) }
            .map { Finding(path: file.path, line: $0.line, rule: "may not import \($0.module)") }
    }

    static func imports(_ text: SwiftText) -> [(line: Int, module: String)] {
        text.code.enumerated().compactMap { index, line in
            var words = line.split(separator: " ").map(String.init)
            while let word = words.first, word != "import" {
                guard word.hasPrefix("@") || ["public", "internal", "private", "package", "fileprivate"].contains(word)
                else { return nil }
                words.removeFirst()
            }
            guard words.count >= 2 else { return nil }
            let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = kinds.contains(words[1]) ? words.dropFirst(2).first : words[1]
            return name.map { (index + 1, String($0.prefix { $0 != "." })) }
        }
    }

    private static func longest(in table: [String: Set<String>], for path: String) -> Set<String>? {
        table.filter { path == $0.key || path.hasPrefix($0.key + "/") }.max { $0.key.count < $1.key.count }?.value
    }
}
