// The front door of `sauro`: words in, an exit code out. Nouns of the contracts go to their verbs, the rest to the
// curated commands. Nothing here knows a process: the streams, the clock and the client come in.

public import MessageSchema
public import Surroundings

/// One run of `sauro`.
public struct CommandLineTool: Sendable {
    private let arguments: [String]
    private let context: CommandContext

    /// `arguments` without the program's name. `connect` opens a client to a suite; `program` is this executable's
    /// path, beside which `up` looks for the services; `interrupted` says the signals that ask a command to end,
    /// `hungUp` those that ask it to read its files again.
    public init(
        arguments: [String], environment: [String: String], console: Console, surroundings: Surroundings = .live,
        program: String = "sauro", connect: @escaping Connect,
        interrupted: @escaping @Sendable () -> AsyncStream<Int32> = { AsyncStream { _ in } },
        hungUp: @escaping @Sendable () -> AsyncStream<Int32> = { AsyncStream { _ in } }
    ) {
        self.arguments = arguments
        context = CommandContext(
            environment: environment, console: console, surroundings: surroundings, program: program,
            connect: connect, interrupted: interrupted, hungUp: hungUp)
    }

    /// Runs the command; what went wrong is printed.
    public func run() async -> ExitCode {
        var context = context
        var words = arguments
        do {
            context.leading = try LeadingFlags.take(from: &words)
            return try await Self.run(words, context)
        } catch {
            if words.first == CheckCommand.name { return CheckCommand.report(error, context) }
            return Self.report(error, context, words)
        }
    }

    private static func run(_ words: [String], _ context: CommandContext) async throws -> ExitCode {
        guard let first = words.first, first != "--help", first != "-h" else { return context.show(CommandList.help) }
        let rest = Array(words.dropFirst())
        if first == "help" { return try await run(rest + ["--help"], context) }
        if first == "--version" { return try await run(["version"], context) }
        let table = VerbTable()
        if table.isNoun(first) { return try await run(noun: first, rest, table, context) }
        guard CommandList.names.contains(first) else {
            let hint = NearestMatch.hint(first, among: table.nouns + CommandList.names)
            throw UsageError("there is no command \"\(first)\"\(hint)", next: "see `sauro --help`")
        }
        return try await CommandList.run(words, context)
    }

    private static func run(
        noun: String, _ words: [String], _ table: VerbTable, _ context: CommandContext
    ) async throws -> ExitCode {
        guard let word = words.first else {
            throw UsageError("\(noun) wants a verb", next: "see `sauro \(noun) --help`")
        }
        if word == "--help" || word == "-h" { return context.show(table.help(of: noun)) }
        let verb = try table.verb(word, of: noun)
        if verb.curated != nil { return try await CuratedVerbs.tree.run([noun] + words, context) }
        let invocation = try VerbParser.parse(Array(words.dropFirst()), for: verb)
        if invocation.has(.help) { return context.show(verb.help) }
        let settings = try context.settings(invocation.settingFlags)
        return try await VerbRun(
            verb: verb, invocation: invocation, settings: settings, context: context
        ).run()
    }

    private static func report(_ error: any Error, _ context: CommandContext, _ words: [String]) -> ExitCode {
        let console = context.console
        let paper = Paper(
            width: nil, hasColour: console.errorsAreTerminal && (context.environment["NO_COLOR"] ?? "").isEmpty)
        let isJSON = context.wantsJSON(words)
        switch error {
        case let failure as Failure:
            if isJSON {
                console.say(FailureText.json(failure).jsonText)
            } else {
                for line in FailureText(paper: paper).lines(of: failure) { console.say(line) }
            }
            return failure.kind.exitCode
        case let usage as UsageError:
            if isJSON {
                console.say(FailureText.json(usage).jsonText)
            } else {
                for line in FailureText(paper: paper).lines(of: usage) { console.say(line) }
            }
            return .usage
        default:
            console.say("error: \(error)")
            return .failed
        }
    }
}
