// Running a route: a read on a snapshot, a write in the writer's batch.

import Fabric
import MessageSchema
import Storage
import Surroundings
import WireJSON

extension Dispatcher {
    func read(
        _ call: Call, _ route: Route, _ prepared: Route.Prepared<ReadContext>, bytesMax: Int
    ) async throws -> [UInt8] {
        try checkTimes(call, route.timeTravel)
        await learn(prepared.mentions, until: call.deadline)
        guard surroundings.monotonic() <= call.deadline else { throw Self.tooLate }
        let (projection, surroundings) = (projection, surroundings)
        return try await store.read { reader in
            let metadata = call.request.metadata
            let context = try ReadContext(
                reader: reader, principal: call.principal, projection: projection, surroundings: surroundings,
                asOf: metadata.asOf, knownAt: metadata.knownAt)
            let result = try prepared.run(context)
            guard result.count <= bytesMax else { throw Self.noRoom }
            let stated = ReplyMetadata(
                sequence: context.known, asOf: route.timeTravel == .both ? context.asOf : nil)
            return JSONRPC.response(id: call.request.id, result: result, metadata: stated)
        }
    }

    func submit(
        _ call: Call, _ route: Route, _ prepared: Route.Prepared<WriteContext>, trace: String?, bytesMax: Int
    ) async throws -> PendingWrite {
        try checkTimes(call, .none)
        await learn(prepared.mentions, until: call.deadline)
        let claim = call.request.metadata.idempotencyKey.map {
            IdempotencyClaim(key: $0, method: route.name.text, digest: Digest.sha256(prepared.canonical))
        }
        let request = WriteRequest(
            principal: call.principal, trace: trace, idempotency: claim, bytes: prepared.canonical.count,
            purpose: route.purpose)
        let (projection, surroundings) = (projection, surroundings)
        return store.submit(request) { writer in
            guard surroundings.monotonic() <= call.deadline else { throw Self.tooLate }
            let context = WriteContext(writer: writer, projection: projection, surroundings: surroundings)
            let result = try prepared.run(context)
            guard result.count <= bytesMax else { throw Self.noRoom }
            return result
        }
    }

    /// Makes sure that units a request names are known here if the registry knows them. A unit that stays unknown, also
    /// because the registry does not answer, is refused by the handler.
    private func learn(_ mentions: [UnitCode], until deadline: Int64) async {
        guard let follower, !mentions.isEmpty else { return }
        let projection = projection
        do {
            let units = try await store.read { try projection.structure(at: .max, $0) }
            if mentions.contains(where: { !units.isKnown($0) }) {
                try await follower.catchUp(until: deadline)
            }
        } catch {
            refusals.note("units could not be brought up to date", cause: error)
        }
    }

    func checkTimes(_ call: Call, _ timeTravel: TimeTravel) throws {
        let metadata = call.request.metadata
        let takesDate = timeTravel == .both
        let takesKnowledge = timeTravel != .none
        guard metadata.asOf == nil || takesDate, metadata.knownAt == nil || takesKnowledge else {
            throw Failure(
                .invalidParams, name: "frame.time.notTaken",
                message: takesKnowledge
                    ? "\(call.request.method) takes `knownAt` but not `asOf`"
                    : "\(call.request.method) takes neither `asOf` nor `knownAt`")
        }
    }
}
