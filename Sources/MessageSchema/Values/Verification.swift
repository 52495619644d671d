// What came of verifying something: every check with what it looked at, so that "it holds" can be believed.

/// One check of a verification.
public struct Check: Codable, Hashable, Sendable {
    public var name: String
    public var holds: Bool
    /// How many cases were looked at, and those that do not hold (the first twenty).
    public var checked: Int
    public var failures: [String]

    public init(name: String, checked: Int, failures: [String]) {
        self.name = name
        self.checked = checked
        self.failures = Array(failures.prefix(20))
        holds = failures.isEmpty
    }
}

/// The outcome of verifying something: the checks and whether all hold.
public struct Verification: Codable, Hashable, Sendable {
    public var holds: Bool
    public var checks: [Check]

    public init(checks: [Check]) {
        self.checks = checks
        holds = checks.allSatisfy(\.holds)
    }
}
