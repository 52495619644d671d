// The command line as a reader would use it: each command is printed, run, and its output shown.

internal import MessageSchema
internal import WireJSON

/// Runs `sauro` against the suite.
@MainActor
struct Sauro {
    private let suite: Suite

    init(_ suite: Suite) { self.suite = suite }

    /// Prints and runs a command; throws if it leaves with another status than expected.
    @discardableResult
    func callAsFunction(
        _ words: String..., showing lines: Int = 6, expecting expected: ExitCode = .ok
    ) throws -> String {
        try run(words, showing: lines, expecting: expected)
    }

    @discardableResult
    func run(_ words: [String], showing lines: Int = 6, expecting expected: ExitCode = .ok) throws -> String {
        Console.command(["sauro"] + suite.route(words).words)
        let result = try execute(words)
        Console.output(result.status == 0 ? result.output : result.output + result.errors, lines: lines)
        guard result.status == expected.rawValue else {
            throw DemoError(
                "sauro \(words.joined(separator: " ")) left with \(result.status), not \(expected.rawValue): "
                    + result.errors)
        }
        return result.output
    }

    /// Runs a command with `-o json` without showing it; gives the bytes it printed.
    func json(_ words: [String]) throws -> [UInt8] {
        let result = try execute(words + ["-o", "json"])
        guard result.status == 0 else {
            throw DemoError(
                "sauro \(words.joined(separator: " ")) left with \(result.status): \(result.errors)")
        }
        return Array(result.output.utf8)
    }

    /// Runs a command without showing it; gives what it printed.
    func quiet(_ words: [String]) throws -> String {
        let result = try execute(words)
        guard result.status == 0 else {
            throw DemoError(
                "sauro \(words.prefix(2).joined(separator: " ")) left with \(result.status): \(result.errors)")
        }
        return result.output
    }

    private func execute(_ words: [String]) throws -> ProgramResult {
        let (words, environment) = suite.route(words)
        return try ChildProcess.run(
            "\(suite.bin)/sauro", words, environment: environment.merging(["NO_COLOR": "1"]) { own, _ in own },
            folder: suite.scratch, seconds: 60)
    }
}
