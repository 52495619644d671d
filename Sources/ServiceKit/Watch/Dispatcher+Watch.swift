// Answers to those who watch: how this instance is, what it knows of a trace, how much it says.

import Fabric
import Logging
import MessageSchema
import Storage
import Surroundings
import WireJSON

extension Dispatcher {
    /// Answers a method of the watch; nil if it is none.
    func watchResult<Owner: Contract>(of owner: Owner.Type, _ call: Call) async throws -> [UInt8]? {
        switch call.request.method {
        case ShowInstance<Owner>.name.text:
            _ = try admitted(call, to: ShowInstance<Owner>.self)
            return try WireJSON.encode(await report())
        case ShowTrace<Owner>.name.text:
            return try WireJSON.encode(await trace(admitted(call, to: ShowTrace<Owner>.self).trace))
        case ShowLogLevel<Owner>.name.text:
            _ = try admitted(call, to: ShowLogLevel<Owner>.self)
            return try WireJSON.encode(watch.levels.state(of: identity.instance))
        case SetLogLevel<Owner>.name.text:
            return try WireJSON.encode(setLevel(admitted(call, to: SetLogLevel<Owner>.self), by: call.principal))
        default: return nil
        }
    }

    /// The request of a caller who may make it. It is about the whole service, so no scope contains it.
    private func admitted<M: Method>(_ call: Call, to method: M.Type) throws -> M {
        try Authority.check(M.permission, of: call.principal)
        guard call.principal.scope == nil else { throw Authority.refusal }
        let request = try call.decode(M.self)
        try checkTimes(call, .none)
        return request
    }

    private func trace(_ trace: TraceID) async throws -> TraceReport {
        let (head, entries) = try await store.read { reader in
            (try reader.head(), try reader.entries(ofTrace: trace, limit: Self.traceEntriesMax + 1))
        }
        let told = entries.prefix(Self.traceEntriesMax).compactMap { entry -> TraceEntry? in
            guard let context = TraceContext(traceparent: entry.trace) else { return nil }
            return TraceEntry(
                id: "\(head.journal)/\(entry.sequence)", sequence: entry.sequence, type: entry.type,
                recorded: entry.recorded, span: context.span)
        }
        return TraceReport(
            instance: identity.instance, spans: watch.ring.spans(of: trace).suffix(Self.traceSpansMax), entries: told,
            isCut: entries.count > Self.traceEntriesMax)
    }

    /// Entries, and spans, that an answer holds: together a quarter of what the wire takes.
    private static let traceEntriesMax = 500
    private static let traceSpansMax = 500

    private func setLevel<Owner>(_ request: SetLogLevel<Owner>, by principal: Principal) throws -> LogState {
        if let seconds = request.seconds, !(1...LogBounds.secondsMax).contains(seconds) {
            throw Failure.fabric(.invalidParams, "params.seconds: it lies between 1 and \(LogBounds.secondsMax)")
        }
        let (before, after) = (watch.levels.level, Logger.Level(request.level))
        // Said at a level that one of the two lets through, so that the log always tells.
        let level = max(.notice, min(before, after))
        var metadata: Logger.Metadata = ["level": "\(after)", "before": "\(before)", "principal": "\(principal.name)"]
        metadata["via"] = principal.via.map { "\($0)" }
        metadata["seconds"] = request.seconds.map { "\($0)" }
        if before <= after { watch.logger.log(level: level, "log level changed", metadata: metadata) }
        watch.levels.set(after, seconds: request.seconds)
        if before > after { watch.logger.log(level: level, "log level changed", metadata: metadata) }
        return watch.levels.state(of: identity.instance)
    }

    private func report() async throws -> InstanceReport {
        let (now, followed, queues) = (surroundings.now(), followed, queues)
        let (head, follows, loads, schema) = try await store.read { reader in
            (
                try reader.head(), try reader.following(followed),
                try queues.loads(at: now, limit: Self.queuesToldMax, reader), try reader.schemaVersions()
            )
        }
        return InstanceReport(
            service: identity.service.text, instance: identity.instance, version: identity.version,
            secondsUp: watch.secondsUp, now: Instant(microseconds: now),
            machineTime: Instant(microseconds: surroundings.machineTime() * 1000), journal: head.journal,
            sequence: head.sequence, follows: follows, queues: loads, calls: watch.calls.load,
            disk: store.file.flatMap(DiskState.init(database:)), log: LogLevel(watch.levels.level), schema: schema)
    }

    private static let queuesToldMax = 100
}
