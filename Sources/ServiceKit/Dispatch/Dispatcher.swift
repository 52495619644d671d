// From a body to its answer: envelope, authority, time, then the route. The same for a request from the wire and one
// from a test. Every request gets exactly one answer.

import Fabric
import Logging
import MessageSchema
import Storage
import Surroundings
import WireJSON

/// Answers the requests of one service.
final class Dispatcher: Sendable {
    let blueprint: Blueprint
    let store: Store
    let projection: UnitProjection
    let surroundings: Surroundings
    let identity: ServiceIdentity
    let refusals: Refusals
    let parking: Parking
    let queues: QueueDesk
    let copies: CopyDesk
    /// Where calls are measured; nil where nobody wants to know.
    let measures: ServiceMeasures?
    let watch: InstanceWatch
    /// The services whose journals are followed.
    let followed: [ServiceName]
    /// Brings units up to date; nil in the service that owns them.
    let follower: JournalFollower?
    private let routes: [String: Route]
    private let limits = JSONRPC.Limits()

    init(
        blueprint: Blueprint, store: Store, projection: UnitProjection, followers: Followers, copies: CopyDesk,
        settings: FrameSettings, watch: InstanceWatch, measures: ServiceMeasures? = nil
    ) {
        self.measures = measures
        self.blueprint = blueprint
        self.store = store
        self.projection = projection
        follower = followers.units
        followed = followers.all.map(\.service)
        self.copies = copies
        self.watch = watch
        identity = watch.identity
        surroundings = watch.surroundings
        refusals = Refusals(contract: blueprint.contract, logger: watch.logger, measures: measures)
        parking = Parking(placesMax: settings.parkedMax)
        queues = QueueDesk(settings: settings.queues, machineTime: surroundings.machineTime)
        let routes = blueprint.routes + queues.routes(of: blueprint.contract)
        self.routes = Dictionary(uniqueKeysWithValues: routes.map { ($0.name.text, $0) })
    }

    /// The effect of every method, for READY.
    var methods: [String: Effect] {
        var effects = Dictionary(
            uniqueKeysWithValues: blueprint.contract.allMethods.map { ($0.name.text, $0.effect) })
        effects[OpenRPC.discover] = .reads
        return effects
    }

    /// Answers a body. `park` is called when the answer has to wait for an event.
    func answer(
        _ body: [UInt8], head: RequestHead, arrived: Int64, park: @escaping @Sendable () -> Void
    ) async -> [UInt8] {
        let origin = Origin(head: head, arrived: arrived, bytes: body.count, park: park)
        switch JSONRPC.read(body, limits: limits) {
        case .single(.failure(let refusal)): return await malformed(refusal).finish()
        case .single(.success(let request)):
            let answer = await measured(request, origin, bytesMax: limits.bodyBytesMax - Self.envelopeBytes)
            return await answer.finish()
        case .batch(let entries): return await answerBatch(entries, origin)
        }
    }

    /// Bytes kept free in an answer for the envelope and the metadata.
    private static let envelopeBytes = 4096
    /// Bytes an entry of a batch may answer with; so many are kept free for each write under way.
    private static let entryBytes = 64 << 10

    private func answerBatch(_ entries: [Result<JSONRPC.Request, JSONRPC.Refusal>], _ origin: Origin) async -> [UInt8] {
        let bytesMax = limits.bodyBytesMax - Self.envelopeBytes - Self.reserved(for: entries)
        var finished: [[UInt8]] = []
        var under: [MeasuredAnswer] = []
        var used = 0
        func settle() async {
            for answer in under {
                let bytes = await answer.finish()
                used += bytes.count + 1
                finished.append(bytes)
            }
            under = []
        }
        for entry in entries {
            if used + (under.count + 1) * Self.entryBytes > bytesMax { await settle() }
            switch entry {
            case .failure(let refusal):
                under.append(malformed(refusal))
            case .success(let request) where isWrite(request):
                let room = min(Self.entryBytes, bytesMax - used)
                under.append(await measured(request, origin, bytesMax: room, isEntry: true))
            case .success(let request):
                // A read sees the writes before it, and may use all the room there is.
                await settle()
                under.append(await measured(request, origin, bytesMax: bytesMax - used, isEntry: true))
                await settle()
            }
        }
        await settle()
        return JSONRPC.array(of: finished)
    }

    /// Bytes kept free so that every entry can at least be refused under its id.
    private static func reserved(for entries: [Result<JSONRPC.Request, JSONRPC.Refusal>]) -> Int {
        entries.reduce(0) { sum, entry in
            let id = (try? entry.get().id.bytes.count) ?? 4  // what has no id is refused under `null`
            return sum + id + 512
        }
    }

    private func isWrite(_ request: JSONRPC.Request) -> Bool {
        routes[request.method].map { $0.effect != .reads } ?? false
    }

    private func malformed(_ refusal: JSONRPC.Refusal) -> MeasuredAnswer {
        MeasuredAnswer(.refused(refusal.id, refusal.failure), measures?.began(""))
    }

    private func measured(
        _ request: JSONRPC.Request, _ origin: Origin, bytesMax: Int, isEntry: Bool = false
    ) async -> MeasuredAnswer {
        let began = measures?.began(request.method)
        return MeasuredAnswer(await begin(request, origin, bytesMax: bytesMax, isEntry: isEntry), began)
    }

    /// Runs a read to its end, or submits a write, so that a batch's writes share a commit and keep their order.
    private func begin(
        _ request: JSONRPC.Request, _ origin: Origin, bytesMax: Int, isEntry: Bool = false
    ) async -> Answer {
        let span = watch.begin(request.method, request.metadata, waited: origin.head.agedMilliseconds)
        let asked = Refusals.Asked(
            method: request.method, principal: origin.head.principal, trace: request.metadata.trace,
            traceId: span.context.trace.text)
        do {
            guard bytesMax > 0 else { throw Self.noRoom }
            let call = try admit(request, origin, span)
            if let route = routes[request.method] {
                // Before the parameters are looked at: who may not call the method learns nothing from them.
                try Authority.check(route.permission, of: call.principal)
                switch route.action {
                case .read(let prepare):
                    let answer = try await read(call, route, try prepare(call), bytesMax: bytesMax)
                    watch.end(span, nil, wrote: false)
                    return .given(answer)
                case .write(let prepare):
                    let prepared = try prepare(call)
                    let tally = EventTally(measures?.events)
                    let pending = try await submit(call, route, prepared, tally: tally, bytesMax: bytesMax)
                    return .pending(
                        pending, id: request.id, bytesMax: bytesMax, tally: tally,
                        checkRepeat: { try await self.checkRepeat(within: prepared.within, by: call.principal) },
                        ended: { [watch, refusals] error in
                            let failure = error.map { refusals.failure(for: $0, of: asked) }
                            watch.end(span, failure, wrote: failure == nil)
                            return failure
                        })
                }
            }
            let answer = try await answerFrameMethod(call, origin: origin, isEntry: isEntry, bytesMax: bytesMax)
            watch.end(span, nil, wrote: false)
            return .given(answer)
        } catch {
            let failure = refusals.failure(for: error, of: asked)
            watch.end(span, failure, wrote: false)
            return .refused(request.id, failure)
        }
    }

    static var noRoom: Failure {
        .fabric(.tooLarge, "the answer is larger than the wire allows; ask for less", executed: .no)
    }

    /// Checks what is the same for every method: who asks for whom, and until when.
    private func admit(_ request: JSONRPC.Request, _ origin: Origin, _ span: RequestSpan) throws -> Call {
        let principal = origin.head.principal
        if let name = request.metadata.actAs, name != principal.name || principal.via == nil {
            throw Authority.Denial(.actingAs, answer: Authority.refusal)
        }
        let allowed = request.metadata.deadline ?? CallMetadata.deadlineDefault
        let left = allowed - origin.head.agedMilliseconds
        let travelled = surroundings.machineTime() - origin.head.sent
        guard left > 0, surroundings.monotonic() <= origin.arrived + left,
            travelled <= left + Self.travelSlackMilliseconds
        else { throw Self.tooLate }
        return Call(
            request: request, principal: principal, deadline: origin.arrived + left, bytes: origin.bytes, span: span)
    }

    /// How much later than its deadline a request may arrive by the wall clock, which two processes share only roughly.
    private static let travelSlackMilliseconds: Int64 = 2000

    static var tooLate: Failure {
        .fabric(.deadlineExceeded, "the deadline passed before the request was begun", executed: .no)
    }
}

/// Where a request came from.
struct Origin: Sendable {
    var head: RequestHead
    /// Monotonic milliseconds.
    var arrived: Int64
    var bytes: Int
    var park: @Sendable () -> Void
}

/// An answer that is there, or a write that is on its way to the disk.
private enum Answer {
    case given([UInt8])
    case refused(RawJSON?, Failure)
    case pending(
        PendingWrite, id: RawJSON, bytesMax: Int, tally: EventTally?, checkRepeat: @Sendable () async throws -> Void,
        ended: @Sendable ((any Error)?) -> Failure?)

    /// An answer kept under an idempotency key that is larger than there is room for now.
    private static let tooLargeToRepeat = Failure.fabric(
        .tooLarge, "it was executed before; its answer has no room in this batch, so send it alone", executed: .unknown)

    /// The answer, and the kind of its error if it is one.
    func finish() async -> (bytes: [UInt8], error: ErrorKind?) {
        switch self {
        case .given(let bytes): return (bytes, nil)
        case .refused(let id, let failure): return (JSONRPC.response(id: id, failure: failure), failure.kind)
        case .pending(let write, let id, let bytesMax, let tally, let checkRepeat, let ended):
            do {
                let outcome = try await write.outcome()
                if outcome.isReplay { try await checkRepeat() } else { tally?.count() }
                guard outcome.answer.count <= bytesMax else { throw Self.tooLargeToRepeat }
                _ = ended(nil)
                let metadata = ReplyMetadata(sequence: outcome.sequence)
                return (JSONRPC.response(id: id, result: outcome.answer, metadata: metadata), nil)
            } catch {
                guard let failure = ended(error) else { preconditionFailure("an error has its failure") }
                return (JSONRPC.response(id: id, failure: failure), failure.kind)
            }
        }
    }
}

/// An answer whose call is measured from its beginning to its end.
private struct MeasuredAnswer {
    private let answer: Answer
    private let began: ServiceMeasures.Call?

    init(_ answer: Answer, _ began: ServiceMeasures.Call?) {
        self.answer = answer
        self.began = began
    }

    func finish() async -> [UInt8] {
        let (bytes, error) = await answer.finish()
        began?.answered(error)
        return bytes
    }
}
