// What became of imported envelopes: told as it comes, printed in the form asked for, and summed up by the exit code.

import MessageSchema
import Synchronization
import WireJSON

/// Takes the outcomes of an import in the order of the files.
final class ImportOutcomes: Sendable {
    typealias Outcome = Result<JSONValue, Failure>

    struct Taken {
        var file: EnvelopeFile
        var outcome: Outcome
    }
    private struct State {
        var taken: [Taken] = []
        /// True if nobody answered, so that files were left.
        var isBroken = false
    }

    private let count: Int
    private let context: CommandContext
    private let settings: Settings
    private let state = Mutex(State())

    /// `count` is how many files there are.
    init(count: Int, context: CommandContext, settings: Settings) {
        self.count = count
        self.context = context
        self.settings = settings
    }

    private var console: Console { context.console }
    private var form: OutputForm { settings.output.value }

    /// Takes the outcome of a file; false if none should follow.
    func take(_ outcome: Outcome, of file: EnvelopeFile) -> Bool {
        let taken = Taken(file: file, outcome: outcome)
        let (number, isBroken) = state.withLock { state in
            state.taken.append(taken)
            state.isBroken = taken.isUnanswered
            return (state.taken.count, state.isBroken)
        }
        if !settings.isQuiet { console.say("\(file.path): \(taken.summary) (\(number) of \(count))") }
        guard form != .jsonl || taken.lines.allSatisfy({ console.print(json: $0, pretty: false) }) else { return false }
        return !isBroken
    }

    /// Prints what is printed at the end, and says how it ended.
    func finish(isCancelled: Bool) -> ExitCode {
        let state = state.withLock { $0 }
        let sums = ImportSums(state.taken)
        switch form {
        case .json: console.print(json: document(state.taken, sums), pretty: true)
        case .text: console.print(ImportText(context.paper(settings)).lines(of: state.taken))
        case .jsonl, .none: break
        }
        warnOfUnused(state.taken)
        let left = count - state.taken.count
        if isCancelled { console.say("cancelled: \(state.taken.count) of \(count) files are done; \(Self.again)") }
        if state.isBroken, left > 0 { console.say("\(left) of \(count) files were not sent; \(Self.again)") }
        return isCancelled ? .cancelled : sums.code(isBroken: state.isBroken)
    }

    private static let again = "run it again, what was stored is known and not doubled"

    private func document(_ taken: [Taken], _ sums: ImportSums) -> JSONValue {
        .members([
            ("stored", .integer(sums.stored)), ("known", .integer(sums.known)),
            ("rejected", .integer(sums.rejected)), ("refused", .integer(sums.refused)),
            ("claims", .array(taken.flatMap(\.claims))), ("files", .array(taken.map(\.entry))),
        ])
    }

    /// Keys of the context that no file has: a slip of the pen otherwise goes unseen.
    private func warnOfUnused(_ taken: [Taken]) {
        let unused = taken.map { Set($0.reply?["unusedContext"]?.array?.compactMap(\.string) ?? []) }
        guard taken.count == count, let first = unused.first, taken.allSatisfy({ $0.reply != nil }) else { return }
        let nowhere = unused.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
        guard !nowhere.isEmpty, !settings.isQuiet else { return }
        let shown = nowhere.prefix(Bounds.inputFindingsMax).joined(separator: ", ").onOneLine
        console.say("no claim has the context of \(shown)\(nowhere.count > Bounds.inputFindingsMax ? ", ..." : "")")
    }
}

extension ImportOutcomes.Taken {
    /// What the service answered, if it took the envelope.
    var reply: JSONValue? { if case .success(let reply) = outcome { reply } else { nil } }
    var failure: Failure? { if case .failure(let failure) = outcome { failure } else { nil } }

    /// Whether the service did not answer, so that the next file would fare no better.
    var isUnanswered: Bool { failure.map { $0.kind.exitCode == .unavailable } ?? false }

    /// The claims, each with its file.
    var claims: [JSONValue] {
        (reply?["claims"]?.array ?? []).map { claim in
            .object([JSONMember(key: "file", value: .string(file.path))] + (claim.object ?? []))
        }
    }

    /// The file with its counts, or with its error.
    var entry: JSONValue {
        .members([
            ("file", .string(file.path)), ("facility", reply?["facility"]), ("stored", reply?["stored"]),
            ("known", reply?["known"]), ("rejected", reply?["rejected"]), ("error", failure.map(FailureText.json)),
        ])
    }

    /// What is printed as JSON lines: a claim each, or the file with its error.
    var lines: [JSONValue] { failure == nil ? claims : [entry] }

    /// For the line that tells of it.
    var summary: String {
        guard let reply else { return "\(isUnanswered ? "no answer" : "refused"): \(failure?.message.onOneLine ?? "")" }
        let counts = ["stored", "known", "rejected"].compactMap { name -> String? in
            guard let count = reply[name]?.integer, count > 0 else { return nil }
            return "\(count) \(name)"
        }
        return counts.isEmpty ? "no claims" : counts.joined(separator: ", ")
    }
}

/// The sums of an import.
struct ImportSums {
    private(set) var stored: Int64 = 0
    private(set) var known: Int64 = 0
    private(set) var rejected: Int64 = 0
    /// Files of which nothing was taken in.
    private(set) var refused: Int64 = 0
    private var firstFailure: Failure?
    private var lastFailure: Failure?

    init(_ taken: [ImportOutcomes.Taken]) {
        for one in taken {
            stored += one.reply?["stored"]?.integer ?? 0
            known += one.reply?["known"]?.integer ?? 0
            rejected += one.reply?["rejected"]?.integer ?? 0
            guard let failure = one.failure else { continue }
            refused += 1
            firstFailure = firstFailure ?? failure
            lastFailure = failure
        }
    }

    /// 0 if everything is stored, 8 if a part is, else why nothing is. Without an answer it is worth trying again.
    func code(isBroken: Bool) -> ExitCode {
        if isBroken, let lastFailure { return lastFailure.kind.exitCode }
        guard rejected + refused > 0 else { return .ok }
        if stored + known > 0 { return .partly }
        return rejected > 0 ? .failed : firstFailure?.kind.exitCode ?? .failed
    }
}
