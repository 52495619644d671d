// Runs one verb: builds the request, calls, prints, and says how it ended.

import MessageSchema
import WireJSON

/// A verb under way.
struct VerbRun {
    let verb: Verb
    let invocation: VerbInvocation
    let settings: Settings
    let context: CommandContext

    private var console: Console { context.console }
    private var form: OutputForm { settings.output.value }
    private var paper: Paper { context.paper(settings) }

    /// Throws what was written wrong (`UsageError`) or refused (`Failure`).
    func run() async throws -> ExitCode {
        let input = try readInput()
        let requests = try buildRequests(input)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let metadata = try invocation.metadata(connection.metadata)
        return try await context.untilCancelled {
            try await call(requests, isSingle: input?.isSingle != false, metadata, connection)
        }
    }

    private func call(
        _ requests: [JSONValue], isSingle: Bool, _ metadata: CallMetadata, _ connection: SuiteConnection
    ) async throws -> ExitCode {
        guard isSingle else { return try await runMany(requests, metadata, connection) }
        if invocation.has(.all) { return try await runPages(requests[0], metadata, connection) }
        return show(try await connection.call(verb.service, verb.method.name.text, requests[0], metadata))
    }

    private func readInput() throws -> InputText? {
        guard let path = invocation.callFlags[.input] else { return nil }
        let bytes: [UInt8]
        if path == "-" {
            bytes = try console.readInput()
        } else {
            guard let read = try FileText.readBytes(path, bytesMax: Bounds.inputBytesMax) else {
                throw UsageError("there is no file \(path)")
            }
            bytes = read
        }
        let source = path == "-" ? "standard input" : path
        let input = try InputText(bytes, source: source, shape: verb.requestShape)
        guard input.isSingle || !invocation.has(.all) else { throw UsageError("--all goes with one request") }
        return input
    }

    /// All requests, checked before the first is sent: an input that is half wrong changes nothing.
    private func buildRequests(_ input: InputText?) throws(UsageError) -> [JSONValue] {
        guard let input, !input.isSingle else {
            return [try verb.request(from: input?.requests.first?.value ?? .object([]), invocation)]
        }
        var requests: [JSONValue] = []
        var wrong: [String] = []
        for request in input.requests {
            do throws(UsageError) {
                requests.append(try verb.request(from: request.value, invocation))
            } catch { wrong.append("\(request.place): \(error.message)") }
        }
        guard !wrong.isEmpty else { return requests }
        let shown = wrong.prefix(Bounds.inputFindingsMax).joined(separator: "\n       ")
        let count = wrong.count > 1 ? "\n       (\(wrong.count) of \(input.requests.count) requests are wrong)" : ""
        throw UsageError(shown + count, next: "nothing was sent; mend the input, see `\(verb.command) --help`")
    }

    private func show(_ reply: JSONValue) -> ExitCode {
        let method = verb.method.name.text
        switch form {
        case .none: break
        case .json: console.print(json: reply, pretty: true)
        case .jsonl: printLines(reply)
        case .text:
            console.print(ReplyText(of: reply, method: method, on: paper).lines)
            if let items = reply["items"]?.array { hint(items, next: reply["nextCursor"]?.string) }
        }
        return ReplyText.hasFindings(reply, method: method) ? .findings : .ok
    }

    @discardableResult
    private func printLines(_ reply: JSONValue) -> Bool {
        guard let items = reply["items"]?.array else { return console.print(json: reply, pretty: false) }
        return items.allSatisfy { console.print(json: $0, pretty: false) }
    }

    private func hint(_ items: [JSONValue], next: String?) {
        guard !settings.isQuiet else { return }
        if items.isEmpty { console.say("none") }
        let left = ValueText.table(of: items).leftOut(on: paper)
        if !left.isEmpty {
            console.say("not shown for want of width: \(left.joined(separator: ", ")); -o json has all")
        }
        if let next { console.say("there are more: --cursor \(ShellWord.quoted(next)), or --all") }
    }

    private func runPages(
        _ request: JSONValue, _ metadata: CallMetadata, _ connection: SuiteConnection
    ) async throws -> ExitCode {
        var kept: [JSONValue] = []
        var first: JSONValue?
        try await PageWalk(connection: connection, verb: verb).run(request, metadata) { page throws(Failure) in
            if form == .jsonl { return printLines(page) }
            if first == nil { first = page }
            kept += page["items"]?.array ?? []
            guard kept.count <= Bounds.itemsKeptMax else {
                throw .fabric(
                    .tooLarge, "the list has more than \(Bounds.itemsKeptMax) items; -o jsonl prints them all")
            }
            return true
        }
        guard form != .jsonl else { return .ok }
        var members: [JSONMember] = [JSONMember(key: "items", value: .array(kept))]
        if let stated = first?[CallMetadata.member] {
            members.append(JSONMember(key: CallMetadata.member, value: stated))
        }
        return show(.object(members))
    }

    private func runMany(
        _ requests: [JSONValue], _ metadata: CallMetadata, _ connection: SuiteConnection
    ) async throws -> ExitCode {
        let outcomes = BatchOutcomes(form: form, console: console, paper: Paper(width: nil, hasColour: false))
        let progress = StepProgress(total: requests.count, console: console, isQuiet: settings.isQuiet)
        let run = BatchRun(connection: connection, verb: verb, parallel: try invocation.parallel())
        await run.run(requests, metadata) { range, batch in
            progress.add(range.count)
            return outcomes.take(batch, from: range.lowerBound)
        }
        return outcomes.finish()
    }
}

extension Verb {
    var requestShape: Shape { Self.shapeOf(method) }
    private static func shapeOf<M: Method>(_ method: M.Type) -> Shape { Shape.of(M.self) }
}

extension Console {
    /// Whether output is a terminal that may be coloured.
    func isColoured(_ settings: Settings) -> Bool { outputColumns != nil && settings.hasColour.value }
}
