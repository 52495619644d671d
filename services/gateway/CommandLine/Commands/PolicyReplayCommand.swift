// `sauro policy replay`: what a draft would have cost, had it been in force when the claims of some days came in.

import ArgumentParser
private import Glibc
import MessageSchema
import WireJSON

struct PolicyReplayCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decide claims again by a draft of policy, and add up what it would have cost; nothing is stored.",
        discussion: """
            The document is that of `sauro policy propose --input`; it need not be proposed. The claims that arrived \
            on the days are decided again by the published policy with the draft on top, all as known when the first \
            page was read. A draft whose rows begin after the days changes nothing: write the days on which it is tried.

            --html writes all of the report as a page; --explain says of the claims that change most which steps differ.

            Exit codes: 0 the sums are whole, 1 the draft is not sound, 2 the document or a flag is wrong, 7 no \
            answer: run it again, 9 interrupted. No sums are printed then, and no page is written.
            """)
    @Argument(help: "YAML or JSON; - is standard input.") var file: String
    @Option(help: "The first day of arrival.", transform: CalendarDate.init) var from: CalendarDate
    @Option(help: "The last day of arrival.", transform: CalendarDate.init) var to: CalendarDate
    @Option(help: "Also write the report to this file, as a page that needs no other.") var html: String?
    @Option(help: "Explain so many of the claims that change most, 0 to 10.") var explain = 0
    @Option(help: "Parts that are asked for side by side, 1 to 64.") var jobs = 2
    @Option(help: "What was known then: an instant or a sequence.") var knownAt: String?
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        try refuseWrongFlags()
        let policy = try draft(context.console)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        var invocation = VerbInvocation()
        invocation.callFlags[.knownAt] = knownAt
        var metadata = try invocation.metadata(connection.metadata)
        // A page of a thousand claims of hundreds of lines may take a while.
        if metadata.deadline == nil { metadata.deadline = CallMetadata.deadlineMax }
        let isQuiet = settings.isQuiet || !context.console.errorsAreTerminal
        let run = PolicyReplayRun(
            connection: connection, policy: policy, from: from, to: to, jobs: jobs, metadata: metadata,
            progress: { StepProgress(total: $0, console: context.console, isQuiet: isQuiet) })
        let (explained, html) = (explain, html)
        let code = try await context.untilInterrupted(.cancelled) {
            var report = PolicyReplayReport(policy: policy, from: run.from, to: run.to, totals: try await run.run())
            report.explanations = try await run.explanations(of: explained, in: report.totals)
            // Printed first: a page that cannot be written does not lose the work.
            print(report, settings, context)
            guard let html else { return .ok }
            try WholeFile.write(PolicyReplayPageText.text(of: report), to: html)
            if !settings.isQuiet { context.console.say("the report is written to \(html)") }
            return .ok
        }
        if code == .cancelled { context.console.say("cancelled; the sums were not whole and are not printed") }
        return code
    }

    private func print(_ report: PolicyReplayReport, _ settings: Settings, _ context: CommandContext) {
        switch settings.output.value {
        case .none: break
        case .json: context.console.print(json: report.json, pretty: true)
        case .jsonl: context.console.print(json: report.json, pretty: false)
        case .text: context.console.print(PolicyReplayText(context.paper(settings)).lines(of: report))
        }
    }

    private func refuseWrongFlags() throws(UsageError) {
        guard from <= to else {
            throw UsageError("--from \(from) lies after --to \(to)", next: "give them the other way round")
        }
        guard (1...Bounds.parallelMax).contains(jobs) else {
            throw UsageError("--jobs wants a number from 1 to \(Bounds.parallelMax), not \(jobs)")
        }
        guard (0...ReplayTotals.mostShown).contains(explain) else {
            throw UsageError("--explain wants a number from 0 to \(ReplayTotals.mostShown), not \(explain)")
        }
        // Before the work, not after it.
        guard let html else { return }
        let folder = html.lastIndex(of: "/").map { String(html[...$0]) } ?? "."
        guard access(folder, W_OK | X_OK) == 0 else {
            throw UsageError(
                "--html: nothing can be written to \(folder)", next: "name a file in a folder that is there")
        }
    }

    /// The document, checked by its own type before anything is sent.
    private func draft(_ console: Console) throws -> PolicyAct {
        let input = try PolicyDocument.read(file, console)
        guard let verb = VerbTable().verb(ofMethod: ProposePolicy.name.text) else {
            preconditionFailure("the contract has \(ProposePolicy.name)")
        }
        let request = try verb.request(from: input, VerbInvocation())
        do {
            return try WireJSON.decode(ProposePolicy.self, from: request.jsonBytes(pretty: false)).policy
        } catch { throw UsageError("\(file): \(error)", next: "see `sauro policy lint \(file)`") }
    }
}

/// One document of an act.
private enum PolicyDocument {
    static func read(_ path: String, _ console: Console) throws -> JSONValue {
        let bytes: [UInt8]
        if path == "-" {
            bytes = try console.readInput()
        } else {
            guard let read = try FileText.readBytes(path, bytesMax: Bounds.requestBytesMax) else {
                throw UsageError("there is no file \(path)")
            }
            bytes = read
        }
        let input = try InputText(
            bytes, source: path == "-" ? "standard input" : path, shape: Shape.of(ProposePolicy.self))
        guard input.isSingle, let request = input.requests.first else {
            throw UsageError("\(path) holds \(input.requests.count) documents; one draft is replayed at a time")
        }
        return request.value
    }
}
