// What a service's program is told by its environment where its command line says nothing. Containers are put together
// from several files: each may add variables, but of those that set a command line only the last is heard.

private import Glibc

/// Environment variables that stand for flags.
enum ServiceEnvironment {
    /// Each variable with its flag.
    static let flags = [
        ("SAURO_BACKUPS", "--backups"), ("SAURO_CLOCK_FILE", "--clock-file"), ("SAURO_DATABASE", "--database"),
        ("SAURO_LOG_FORMAT", "--log-format"), ("SAURO_METRICS", "--metrics"),
    ]

    /// The words, and a flag for each variable that says something they do not.
    static func completed(_ words: [String], variable: (String) -> String? = Self.ofProcess) -> [String] {
        words
            + flags.compactMap { name, flag in
                let isSaid = words.contains { $0 == flag || $0.hasPrefix("\(flag)=") }
                guard !isSaid, let value = variable(name), !value.isEmpty else { return nil }
                return "\(flag)=\(value)"
            }
    }

    /// A variable of this process.
    static func ofProcess(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
