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
        try await learn(prepared, for: call)
        guard surroundings.monotonic() <= call.deadline else { throw Self.tooLate }
        let (projection, surroundings) = (projection, surroundings)
        let answer: @Sendable (Reader) throws -> [UInt8] = { reader in
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
        return try await route.isBrief ? store.readBriefly(answer) : store.read(answer)
    }

    func submit(
        _ call: Call, _ route: Route, _ prepared: Route.Prepared<WriteContext>, tally: EventTally? = nil, bytesMax: Int
    ) async throws -> PendingWrite {
        try checkTimes(call, .none)
        try await learn(prepared, for: call)
        let claim = call.request.metadata.idempotencyKey.map {
            IdempotencyClaim(key: $0, method: route.name.text, digest: Digest.sha256(prepared.canonical))
        }
        let request = WriteRequest(
            principal: call.principal, trace: call.span.context.traceparent, idempotency: claim,
            bytes: prepared.canonical.count, purpose: route.purpose)
        let (projection, surroundings) = (projection, surroundings)
        return store.submit(request) { writer in
            guard surroundings.monotonic() <= call.deadline else { throw Self.tooLate }
            tally?.begin()
            let context = WriteContext(
                writer: writer, projection: projection, surroundings: surroundings, tally: tally)
            let result = try prepared.run(context)
            guard result.count <= bytesMax else { throw Self.noRoom }
            return result
        }
    }

    /// Asks the registry once, within the deadline, for what is not known here of the units that a request names. What
    /// it does not know either is refused by the handler; while it is silent, nobody can tell.
    private func learn<Context>(_ prepared: Route.Prepared<Context>, for call: Call) async throws {
        guard let follower, try await isLacking(prepared, call.principal) else { return }
        let until = call.deadline - Self.answerMarginMilliseconds
        var isSilent = false
        do {
            try await watch.calling("\(follower.service).events.read", for: call.span) { trace in
                try await follower.catchUp(until: until, trace: trace.traceparent)
            }
            isSilent = surroundings.monotonic() >= until
        } catch {
            refusals.note("units could not be brought up to date", cause: error)
            isSilent = true
        }
        if isSilent, try await isLacking(prepared, call.principal) { throw Self.registryIsSilent }
    }

    /// True if a unit is unknown here, or the scope does not reach one that it must: to a caller without authority what
    /// is elsewhere and what is nowhere look alike, so the registry is asked for both.
    private func isLacking<Context>(
        _ prepared: Route.Prepared<Context>, _ principal: Principal
    ) async throws -> Bool {
        guard !prepared.within.isEmpty || !prepared.mentions.isEmpty else { return false }
        let units = try await presentUnits()
        let reached = prepared.within.allSatisfy { principal.reaches($0, in: units, on: today) }
        return !reached || !prepared.mentions.allSatisfy(units.isKnown)
    }

    private static var registryIsSilent: Failure {
        .fabric(
            .unavailable, "the registry, which knows the units, does not answer", retryAfter: 1000, executed: .no)
    }

    /// Passes if the caller may still act where its first call did: the answer kept under an idempotency key is for
    /// nobody else. Where the handler would have to find the unit in stored state, the answer is given for as long as
    /// it is kept: it is the caller's own, and tells nothing that the caller was not told.
    func checkRepeat(within named: [UnitCode], by principal: Principal) async throws {
        let units = try await presentUnits()
        var authorisation = Authorisation()
        do {
            for unit in named { try authorisation.ask(for: unit, principal: principal, units: units, on: today) }
        } catch { throw authorisation.marking(error) }
    }

    private func presentUnits() async throws -> UnitStructure {
        let projection = projection
        return try await store.readBriefly { try projection.structure(at: .max, $0) }
    }

    private var today: CalendarDate { Instant(microseconds: surroundings.now()).vietnamDate }

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
