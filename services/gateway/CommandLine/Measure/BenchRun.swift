// A measurement from its first call to its table.

private import FoundationEssentials
import MessageSchema
import Surroundings
import Synchronization
import WireJSON

/// A run of `sauro bench`.
struct BenchRun {
    private let context: CommandContext
    private let flags: SettingFlags
    private let load: LoadFlags
    /// A word of this run's own, for what it leaves.
    let word: String

    /// Gives the call of a row, made ready; the row's place is counted from 0.
    private typealias Preparation = @Sendable (_ place: Int) async throws -> MeasuredCall

    init(_ context: CommandContext, _ flags: SettingFlags, _ load: LoadFlags) {
        self.context = context
        self.flags = flags
        self.load = load
        word = String(decoding: Hexadecimal.digits(of: context.surroundings.randomBytes(4)), as: UTF8.self)
    }

    /// A method of the suite's. Throws for a name that is none's.
    static func find(_ method: String) throws(UsageError) -> any Method.Type {
        if let found = Catalogue.method(named: method) { return found.method }
        let known = Catalogue.contracts.flatMap { $0.allMethods.map { $0.name.text } }
        throw UsageError(
            "there is no method \"\(method.onOneLine)\"\(NearestMatch.hint(method, among: known))",
            next: "see `sauro methods`")
    }

    /// Measures a method. Where none is named, `standard` gives one and its parameters for the first unit.
    func calls(
        _ named: String?, _ params: String?, keyed: Bool, orElse standard: (UnitCode) -> (String, String)
    ) async throws -> ExitCode {
        try await connected { connection, settings in
            let (method, params) =
                if let named { (named, params ?? "{}") } else { standard(try await firstUnit(connection)) }
            guard let service = MethodName(method).parts.flatMap({ ServiceName($0.service) }) else {
                throw UsageError("\"\(method.onOneLine)\" is no method name", next: "see `sauro methods`")
            }
            let text = NumberedText(params, run: word)
            guard try ParameterText.object(text.bytes(1))[CallMetadata.member] == nil else {
                throw UsageError("the parameters have a _meta of their own; leave it out")
            }
            let surroundings = context.surroundings
            return try await measure(Work(method: method), settings) { place in
                let call: MeasuredCall = { number throws(Failure) in
                    var metadata = connection.metadata
                    if keyed { metadata.idempotencyKey = surroundings.newIdentifier() }
                    let params = RawJSON(unsafeUnchecked: text.bytes(number))
                    _ = try await connection.answer(service, method, params, metadata)
                    return CallYield()
                }
                if place == 0 { _ = try await call(0) }
                return call
            }
        }
    }

    private func firstUnit(_ connection: SuiteConnection) async throws -> UnitCode {
        guard let unit = try await connection.call(ListUnits(limit: 1)).items.first?.code else {
            throw UsageError("there is no unit yet", next: "name a method and its parameters, or run sauro-demo first")
        }
        return unit
    }

    /// Measures pages of a queue, a queue of its own for each row.
    func queue<Owner: Contract>(_ owner: Owner.Type, page: Int) async throws -> ExitCode {
        try await connected { connection, settings in
            let word = word
            let name: @Sendable (Int) throws -> QueueName = { try QueueName("bench-\(word)-\($0)") }
            let work = Work(method: NextEvents<Owner>.name.text, hasEvents: true)
            let ended: Result<ExitCode, any Error>
            do {
                ended = .success(
                    try await measure(work, settings) { place in
                        let queue = try name(place)
                        _ = try await connection.call(SubscribeQueue<Owner>(queue: queue, after: 0))
                        return { _ throws(Failure) in
                            let taken = try await connection.call(NextEvents<Owner>(queue: queue, limit: page)).items
                            guard !taken.isEmpty else { return CallYield(isLast: true) }
                            let receipts = taken.map(\.receipt)
                            _ = try await connection.call(AcknowledgeEvents<Owner>(queue: queue, receipts: receipts))
                            return CallYield(events: taken.count)
                        }
                    })
            } catch { ended = .failure(error) }
            for place in try load.numbers().indices { await remove(try name(place), of: owner, connection) }
            return try ended.get()
        }
    }

    /// Takes a queue away; one that was not opened is not there.
    private func remove<Owner: Contract>(_ queue: QueueName, of owner: Owner.Type, _ connection: SuiteConnection) async
    {
        do throws(Failure) { _ = try await connection.call(RemoveQueue<Owner>(queue: queue)) } catch {
            guard error.kind != .notFound else { return }
            context.console.say("the queue \(queue) stays: \(error.message)")
            context.console.say("  next: sauro queue remove \(Owner.service) \(queue)")
        }
    }

    /// Measures the import of an envelope's claim.
    func claims(_ envelope: EnvelopeTemplate) async throws -> ExitCode {
        try await connected { connection, settings in
            let random = context.surroundings.randomBytes(4).reduce(0) { $0 << 8 | Int($1) }
            // So that runs do not share persons; of the numbers above it there are enough for any run.
            let first = EnvelopeTemplate.numberMin + random
            let surroundings = context.surroundings
            return try await measure(Work(method: ImportClaims.name.text), settings) { place in
                let call: MeasuredCall = { number throws(Failure) in
                    let text = Data(envelope.bytes(first + number)).base64EncodedString()
                    var metadata = connection.metadata
                    metadata.idempotencyKey = surroundings.newIdentifier()
                    let reply = try await connection.call(ImportClaims(envelope: text), metadata)
                    guard reply.stored == 1 else { throw Self.notStored(reply) }
                    return CallYield()
                }
                if place == 0 { _ = try await call(0) }
                return call
            }
        }
    }

    private static func notStored(_ reply: ImportClaims.Reply) -> Failure {
        let findings = reply.claims.flatMap(\.findings).filter { $0.severity == .error }
        let why = findings.first.map { "\($0.rule), \($0.message)" } ?? "it is known"
        return Failure(.rejected, name: "claim not stored", message: "the claim is not stored: \(why)")
    }

    private func connected(
        _ work: (SuiteConnection, Settings) async throws -> ExitCode
    ) async throws -> ExitCode {
        let settings = try context.settings(flags)
        _ = (try load.numbers(), try load.limit())
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        return try await work(connection, settings)
    }

    /// What is measured.
    private struct Work {
        var method: String
        var hasEvents = false
    }

    private func measure(
        _ work: Work, _ settings: Settings, _ prepare: @escaping Preparation
    ) async throws -> ExitCode {
        let (numbers, limit) = (try load.numbers(), try load.limit())
        let (rows, console) = (MeasuredRows(), context.console)
        let code = try await context.untilInterrupted(.cancelled) {
            var taken = 0
            for (place, callers) in numbers.enumerated() where !Task.isCancelled {
                let call = try await prepare(place)
                let measurement = CallMeasurement(
                    callers: callers, limit: limit, clock: Surroundings.systemMonotonicMicroseconds, taken: taken)
                let row = await measurement.run(call)
                // A caller takes a number before it sees that it is one too many.
                taken += row.calls + callers
                rows.add(row)
                if !settings.isQuiet { console.say("\(work.method), \(callers) callers: \(row.calls) calls") }
            }
            return .ok
        }
        let text = MeasurementText(method: work.method, rows: rows.all, hasEvents: work.hasEvents)
        switch settings.output.value {
        case .text: context.console.print(text.lines(on: context.paper(settings)))
        case .json, .jsonl: context.show(list: text.json, settings)
        case .none: break
        }
        let failed = rows.all.reduce(into: [:]) { $0.merge($1.failed, uniquingKeysWith: +) }
        for (name, count) in failed.sorted(by: { $0.key < $1.key }) { context.console.say("\(count) failed: \(name)") }
        return code == .ok && !failed.isEmpty ? .partly : code
    }
}

/// The rows of a measurement as they come.
private final class MeasuredRows: Sendable {
    private let rows = Mutex<[MeasuredCalls]>([])
    var all: [MeasuredCalls] { rows.withLock { $0 } }
    func add(_ row: MeasuredCalls) { rows.withLock { $0.append(row) } }
}
