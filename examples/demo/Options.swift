// What the demonstration is told on its command line.

import Foundation

/// The options of `sauro-demo`.
struct Options {
    /// The folder of the examples: units, directives, reorganisations, data.
    var examples = "examples"
    /// The suite's data folder; a fresh temporary one when nil.
    var data: String?
    /// The folder with `sauro` and its services.
    var bin = Options.ownFolder
    var seed: UInt64 = 2025
    /// Members of staff before the merger; the merged sector has nearly 18,000.
    var staff = 18_000
    /// The address of a suite that runs already; nil to start one.
    var gateway: String?
    /// The folder with the key of each of the cast, and `operator.key`, for a suite that runs already.
    var keys = "."
    /// True to say who takes part, and with which rights, and leave.
    var cast = false
    /// True to leave the data folder behind.
    var keep = false
    /// True to read the examples only.
    var check = false
    var help = false

    static let usage = """
        usage: sauro-demo [--examples DIR] [--data DIR] [--bin DIR] [--seed N] [--staff N] [--keep] [--check]
               sauro-demo --gateway ADDRESS --keys DIR [--examples DIR] [--bin DIR] [--seed N] [--staff N]
               sauro-demo --cast

          --examples DIR  the input: units, directives, reorganisations (default: examples)
          --data DIR      an empty or new data folder, which is kept (default: a temporary one)
          --bin DIR       where sauro, sauro-registry and sauro-tasks lie (default: beside sauro-demo)
          --seed N        the seed of the synthetic staff (default: 2025)
          --staff N       how many synthetic members of staff, 200 to 50000 (default: 18000)
          --keep          leave the data folder behind
          --check         read the examples and leave, without a suite

        On a suite that runs already, empty and with a manual clock not later than 2023; no service is killed:

          --gateway ADDRESS  tcp://HOST:PORT/KEY
          --keys DIR         the folder with NAME.key of each of the cast, and operator.key, an administrator
          --cast             say who they are, each line the words for `sauro keys new`
        """

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let flag = rest.popFirst() {
            switch flag {
            case "--help", "-h": help = true
            case "--keep": keep = true
            case "--check": check = true
            case "--cast": cast = true
            case "--gateway": gateway = try Self.value(of: flag, &rest)
            case "--keys": keys = try Self.value(of: flag, &rest)
            case "--examples": examples = try Self.value(of: flag, &rest)
            case "--data": data = try Self.value(of: flag, &rest)
            case "--bin": bin = try Self.value(of: flag, &rest)
            case "--seed": seed = try Self.number(of: flag, &rest)
            case "--staff": staff = try Self.number(of: flag, &rest)
            default: throw UsageError(message: "\(flag) is no option")
            }
        }
        guard (200...50_000).contains(staff) else { throw UsageError(message: "--staff takes 200 to 50000") }
    }

    private static func value(of flag: String, _ rest: inout ArraySlice<String>) throws -> String {
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
            throw UsageError(message: "\(flag) needs a value")
        }
        return value
    }

    private static func number<N: FixedWidthInteger>(of flag: String, _ rest: inout ArraySlice<String>) throws
        -> N
    {
        guard let number = N(try value(of: flag, &rest)) else {
            throw UsageError(message: "\(flag) needs a number")
        }
        return number
    }

    private static var ownFolder: String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return own.deletingLastPathComponent().path
    }
}

/// The command line is wrong.
struct UsageError: Error {
    let message: String
}

/// The play cannot go on.
struct DemoError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
