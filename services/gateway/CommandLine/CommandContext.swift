// What every command is given.

import MessageSchema
import Surroundings

/// The outside of a command: environment, streams, clock, suite.
struct CommandContext: Sendable {
    var environment: [String: String]
    var console: Console
    var surroundings: Surroundings
    /// The path of this executable.
    var program: String
    var connect: Connect
    /// Signals that ask the command to end.
    var interrupted: @Sendable () -> AsyncStream<Int32>
    /// Signals that ask a command that lives long to read its files again.
    var hungUp: @Sendable () -> AsyncStream<Int32>
    /// Flags that stood before the command.
    var leading = SettingFlags()

    /// The settings in force, flags over environment over file.
    func settings(_ flags: SettingFlags) throws(UsageError) -> Settings {
        let file = try ConfigFile.load(ConfigFile.path(environment))
        return try Settings(flags: flags.over(leading), environment: environment, file: file)
    }

    /// Prints a text that was asked for.
    func show(_ text: String) -> ExitCode {
        console.print(text: text)
        return .ok
    }

    /// How data is printed.
    func paper(_ settings: Settings) -> Paper {
        Paper(width: console.outputColumns, hasColour: console.isColoured(settings))
    }

    /// Whether errors are to be JSON. Asked when a command has failed, perhaps before its flags were understood, so it
    /// looks at the words themselves.
    func wantsJSON(_ words: [String]) -> Bool {
        let said = Array(zip(words, words.dropFirst())).last { $0.0 == "-o" || $0.0 == "--output" }?.1
        let attached = words.last { $0.hasPrefix("--output=") || $0.hasPrefix("-ojson") }
            .map { String($0.trimmingPrefix("--output=").trimmingPrefix("-o")) }
        let form = said ?? attached ?? leading.output ?? environment["SAURO_OUTPUT"]
        return form == OutputForm.json.rawValue || form == OutputForm.jsonl.rawValue
    }
}

/// Flags before the command: `sauro --data DIR unit list`.
enum LeadingFlags {
    /// Takes them off the words.
    static func take(from words: inout [String]) throws(UsageError) -> SettingFlags {
        var flags = SettingFlags()
        while let word = words.first {
            if word == "--quiet" || word == "-q" {
                flags.isQuiet = true
                words.removeFirst()
                continue
            }
            guard let place = place(of: word) else { break }
            words.removeFirst()
            if let attached = word.split(separator: "=", maxSplits: 1).dropFirst().first {
                flags.say(String(attached), at: place)
            } else {
                guard !words.isEmpty else { throw UsageError("\(word) needs a value", next: "see `sauro --help`") }
                flags.say(words.removeFirst(), at: place)
            }
        }
        return flags
    }

    private static func place(of word: String) -> WritableKeyPath<SettingFlags, String?>? {
        switch String(word.prefix { $0 != "=" }) {
        case "--data": \.data
        case "--output", "-o": \.output
        case "--as": \.actAs
        case "--timeout": \.timeout
        case "--context": \.context
        case "--gateway": \.gateways
        case "--key": \.key
        default: nil
        }
    }
}

extension CommandContext {
    /// Runs calls until they are done or interrupted; exit code 9 then.
    func untilCancelled(_ body: @escaping @Sendable () async throws -> ExitCode) async throws -> ExitCode {
        let code = try await untilInterrupted(.cancelled, body)
        if code == .cancelled { console.say("cancelled; what was sent may have been executed") }
        return code
    }

    /// Runs a command's work until it is done or interrupted, and then ends with `code`.
    func untilInterrupted(
        _ code: ExitCode, _ body: @escaping @Sendable () async throws -> ExitCode
    ) async throws -> ExitCode {
        try await withThrowingTaskGroup(of: ExitCode?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in interrupted() { return code }
                return nil
            }
            // A stream of signals that ends has nothing to say; the work itself always has.
            while let end = try await group.next() {
                guard let end else { continue }
                group.cancelAll()
                return end
            }
            return code
        }
    }
}
