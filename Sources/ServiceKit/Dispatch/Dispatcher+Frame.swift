// The methods that every service has: discovery, events, verification, health, copies for backups. Those of queues are
// routes, but for the two that read the journal as `events.read` does.

import Fabric
import MessageSchema
import Storage
import Surroundings
import WireJSON

extension Dispatcher {
    /// Answers a method of the frame, or refuses one that nobody has.
    func answerFrameMethod(_ call: Call, origin: Origin, isEntry: Bool, bytesMax: Int) async throws -> [UInt8] {
        try await frameResult(of: blueprint.contract, call, origin, isEntry: isEntry, bytesMax: bytesMax)
    }

    private func frameResult<Owner: Contract>(
        of owner: Owner.Type, _ call: Call, _ origin: Origin, isEntry: Bool, bytesMax: Int
    ) async throws -> [UInt8] {
        let result: [UInt8]
        switch call.request.method {
        // For everybody: what the service can do is no secret, and it holds no data.
        case OpenRPC.discover:
            try checkTimes(call, .none)
            result = try WireJSON.encode(OpenRPC.document(of: owner, version: identity.version))
        case ReadEvents<Owner>.name.text:
            result = try WireJSON.encode(await events(call, of: owner, origin, isEntry: isEntry))
        case VerifyJournal<Owner>.name.text:
            result = try WireJSON.encode(await verification(call, of: owner))
        case CheckHealth<Owner>.name.text:
            result = try WireJSON.encode(await health(call, of: owner))
        case WriteCopy<Owner>.name.text:
            result = try WireJSON.encode(await writeCopy(call, of: owner))
        case ShowCopy<Owner>.name.text:
            result = try WireJSON.encode(showCopy(call, of: owner))
        case RemoveCopy<Owner>.name.text:
            result = try WireJSON.encode(await removeCopy(call, of: owner))
        case NextEvents<Owner>.name.text:
            result = try WireJSON.encode(
                await next(call, of: owner, origin, isEntry: isEntry, bytesMax: bytesMax))
        case ShowLetter<Owner>.name.text:
            result = try WireJSON.encode(await showLetter(call, of: owner))
        default:
            if let watched = try await watchResult(of: owner, call) {
                result = watched
                break
            }
            throw Failure.fabric(
                .methodNotFound, "\(owner.service) has no method \"\(call.request.method)\"",
                details: ["discover": .string(OpenRPC.discover)])
        }
        guard result.count <= bytesMax else { throw Self.noRoom }
        return JSONRPC.response(id: call.request.id, result: result, metadata: nil)
    }

    private func events<Owner: Contract>(
        _ call: Call, of owner: Owner.Type, _ origin: Origin, isEntry: Bool
    ) async throws -> EventPage {
        try Authority.check(ReadEvents<Owner>.permission, of: call.principal)
        // Events tell of all units; a caller who may see only some reads those through the methods.
        guard call.principal.scope == nil else { throw Authority.refusal }
        let request = try call.decode(ReadEvents<Owner>.self)
        try checkTimes(call, .none)
        let limit = try Paging.limit(request.limit)
        let personal = call.principal.may(.readPersonalData)
        let first = try await store.events(
            journal: request.journal, after: request.after, limit: limit, personal: personal)
        let left = call.deadline - surroundings.monotonic() - Self.answerMarginMilliseconds
        let wait = min(request.wait ?? 0, left)
        guard first.entries.isEmpty, wait > 0, !isEntry else { return EventPage(first, of: owner.service) }
        try await parking.wait(in: store, after: request.after, milliseconds: wait, park: origin.park)
        let page = try await store.events(
            journal: request.journal, after: request.after, limit: limit, personal: personal)
        return EventPage(page, of: owner.service)
    }

    /// Milliseconds left for the answer's way back.
    static let answerMarginMilliseconds: Int64 = 200

    private func verification<Owner: Contract>(
        _ call: Call, of owner: Owner.Type
    ) async throws -> VerifyJournal<Owner>.Reply {
        try Authority.check(VerifyJournal<Owner>.permission, of: call.principal)
        // The journal is of all units, and so is what is said of it.
        guard call.principal.scope == nil else { throw Authority.refusal }
        _ = try call.decode(VerifyJournal<Owner>.self)
        try checkTimes(call, .none)
        let found = try await store.verify()
        return VerifyJournal<Owner>.Reply(
            journal: found.journal, entries: found.entries, head: Digest.hexadecimal(found.verified.hash),
            personal: found.personalPresent, erased: found.personalErased, badSequence: found.fault?.sequence,
            problem: found.fault?.difference)
    }

    private func health<Owner: Contract>(
        _ call: Call, of owner: Owner.Type
    ) async throws -> CheckHealth<Owner>.Reply {
        try Authority.check(CheckHealth<Owner>.permission, of: call.principal)
        _ = try call.decode(CheckHealth<Owner>.self)
        try checkTimes(call, .none)
        let head = try await store.read { try $0.head() }
        return CheckHealth<Owner>.Reply(
            service: owner.service.text, version: identity.version, instance: identity.instance,
            now: Instant(microseconds: surroundings.now()), journal: head.journal, sequence: head.sequence,
            unitsFollowed: follower?.followed)
    }
}

extension EventPage {
    init(_ page: JournalPage, of service: ServiceName) {
        let items = page.entries.map { entry in
            CloudEvent(
                journal: page.journal, sequence: entry.sequence, source: service, type: entry.type,
                subject: entry.subject, time: entry.recorded, data: entry.data, actor: entry.actor,
                via: entry.actedVia, traceparent: entry.trace, personal: entry.personal)
        }
        self.init(journal: page.journal, items: items, next: page.next, head: page.head)
    }
}
