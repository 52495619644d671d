// What the gateway itself answers: the suite's clock, the suite's status, its own contract.

import Fabric
import MessageSchema
import Surroundings
import WireJSON

/// Answers the requests of the service `gateway`.
struct GatewayDesk: Sendable {
    /// The manual clock, if the suite has one.
    let clock: SuiteClock?
    let surroundings: Surroundings
    /// Services that belong to the suite: its status names them before they are there.
    let expected: [String]
    /// The desk's own name among the instances.
    var instance = ""
    /// How often each service was started again.
    var restarts: @Sendable () -> [String: Int] = { [:] }
    /// How much the gateway says.
    let levels: GatewayLevels
    /// Where denied calls are noted.
    let denials: DenialLog?
    /// What the operator is told.
    let say: @Sendable (String) -> Void
    let statistics: @Sendable () -> BrokerStatistics

    /// The methods it has; `clock advance` only with a manual clock.
    var methods: [any Method.Type] {
        let own: [any Method.Type] = [ShowClock.self, ShowSuiteStatus.self] + (clock == nil ? [] : [AdvanceClock.self])
        return own + [
            ShowTrace<GatewayContract>.self, ShowLogLevel<GatewayContract>.self, SetLogLevel<GatewayContract>.self,
        ]
    }

    /// What it says of itself to the gateway.
    var announcement: ReadyAnnouncement {
        ReadyAnnouncement(
            service: GatewayContract.service.text, instance: instance, epoch: 1, version: Release.version,
            methods: Dictionary(uniqueKeysWithValues: methods.map { ($0.name.text, $0.effect) }),
            // Every answer takes microseconds; a hundred at once is more than operators ask.
            credit: .init(requests: 100, bytes: 1 << 20, parked: 0))
    }

    /// Answers one body.
    func answer(_ body: [UInt8], from principal: Principal) -> [UInt8] {
        switch JSONRPC.read(body) {
        case .single(let entry): answer(entry, principal)
        case .batch(let entries): JSONRPC.array(of: entries.map { answer($0, principal) })
        }
    }

    private func answer(
        _ entry: Result<JSONRPC.Request, JSONRPC.Refusal>, _ principal: Principal
    ) -> [UInt8] {
        switch entry {
        case .failure(let refusal): return JSONRPC.response(id: refusal.id, failure: refusal.failure)
        case .success(let request):
            do throws(Failure) {
                return JSONRPC.response(id: request.id, result: try result(request, principal), metadata: nil)
            } catch {
                return JSONRPC.response(id: request.id, failure: error)
            }
        }
    }

    private func result(_ request: JSONRPC.Request, _ principal: Principal) throws(Failure) -> [UInt8] {
        switch request.method {
        case ShowClock.name.text:
            _ = try params(of: request, as: ShowClock.self, principal)
            return try encode(ShowClock.Reply(now: now, manual: clock != nil))
        case AdvanceClock.name.text:
            return try encode(advance(try params(of: request, as: AdvanceClock.self, principal), principal))
        case ShowSuiteStatus.name.text:
            _ = try params(of: request, as: ShowSuiteStatus.self, principal)
            return try encode(status)
        case ShowTrace<GatewayContract>.name.text:
            let wanted = try params(of: request, as: ShowTrace<GatewayContract>.self, principal)
            return try encode(report(of: wanted.trace))
        case ShowLogLevel<GatewayContract>.name.text:
            _ = try params(of: request, as: ShowLogLevel<GatewayContract>.self, principal)
            return try encode(levels.state(of: instance))
        case SetLogLevel<GatewayContract>.name.text:
            return try encode(
                setLevel(try params(of: request, as: SetLogLevel<GatewayContract>.self, principal), principal))
        case OpenRPC.discover:
            try checkTimes(of: request)
            return try encode(document)
        default: throw .fabric(.methodNotFound, "the gateway has no method \(request.method)", executed: .no)
        }
    }

    /// The request's parameters, its metadata and its caller's right to it checked.
    private func params<M: Method>(
        of request: JSONRPC.Request, as method: M.Type, _ principal: Principal
    ) throws(Failure) -> M {
        try authorise(method, principal)
        try checkTimes(of: request)
        do throws(WireJSONError) {
            guard let node = request.params else {
                return try WireJSON.decode(M.self, from: Array("{}".utf8))
            }
            return try node.decode(M.self, unknownMembers: .refused, exempt: [CallMetadata.member])
        } catch {
            throw .fabric(.invalidParams, "\(error.path): \(error.message)", executed: .no)
        }
    }

    /// Nothing here is kept for another day.
    private func checkTimes(of request: JSONRPC.Request) throws(Failure) {
        guard request.metadata.asOf == nil, request.metadata.knownAt == nil else {
            throw Failure(
                .invalidParams, name: "frame.time.notTaken",
                message: "\(request.method) takes neither asOf nor knownAt",
                executed: .no)
        }
    }

    /// Passes if the caller may call the method. What it changes, and what those see who watch, is the whole suite's,
    /// so that no scope contains it.
    private func authorise<M: Method>(_ method: M.Type, _ principal: Principal) throws(Failure) {
        guard principal.may(M.permission) else {
            throw denial(
                of: method, to: principal, wants: "the permission \(M.permission.rawValue)",
                "has no role with the permission \(M.permission.rawValue)")
        }
        let isOfAll = M.effect != .reads || M.permission == .watchSuite
        guard !isOfAll || principal.scope == nil else {
            throw denial(of: method, to: principal, wants: "a caller without scope", "may act in its scope only")
        }
    }

    /// Notes a denial, and gives what the caller is told of it.
    private func denial<M: Method>(
        of method: M.Type, to principal: Principal, wants: String, _ lack: String
    ) -> Failure {
        denials?.note(Self.who(principal), "\(M.name) wants \(wants)")
        return Failure(
            .forbidden, name: "frame.scope.forbidden", message: "\(principal.name) \(lack)", executed: .no)
    }

    static func who(_ principal: Principal) -> String {
        principal.name + (principal.via.map { " (by \($0))" } ?? "")
    }

    /// No journal keeps what moves the clock, so the operator is told who did.
    private func advance(_ request: AdvanceClock, _ principal: Principal) throws(Failure) -> ShowClock.Reply {
        guard let clock else {
            throw Failure(
                .rejected, name: "gateway.clock.notManual", message: "the suite runs on the machine's clock",
                executed: .no)
        }
        do throws(SuiteClock.Problem) { try clock.advance(to: request.to.microseconds) } catch {
            guard case .notForward = error else {
                say("\(error)")
                throw .fabric(
                    .internalError, "the suite's clock cannot be moved; the gateway's standard error says why",
                    executed: .no)
            }
            throw Failure(
                .rejected, name: "gateway.clock.notForward",
                message: "the suite's clock is at \(now) already, and only moves forward", executed: .no)
        }
        say("\(Self.who(principal)) moved the suite's clock to \(now)")
        return ShowClock.Reply(now: now, manual: true)
    }

    private var now: Instant { Instant(microseconds: clock?.now ?? surroundings.now()) }

    private var status: ShowSuiteStatus.Reply {
        let (statistics, restarts) = (statistics(), restarts())
        let services = statistics.services.map { service in
            ShowSuiteStatus.Service(
                service: service.name,
                instances: service.instances.map {
                    .init(
                        instance: $0.instance, version: $0.version, epoch: $0.epoch, draining: $0.draining,
                        inFlight: $0.inFlight, parked: $0.parked, credit: $0.credit)
                }, queued: service.queued, restarts: restarts[service.name])
        }
        let absent = expected.filter { statistics.service($0) == nil }.map {
            ShowSuiteStatus.Service(service: $0, instances: [], queued: 0, restarts: restarts[$0])
        }
        return ShowSuiteStatus.Reply(services: services + absent, counters: counters(statistics.counters))
    }

    private func counters(_ counters: BrokerStatistics.Counters) -> [String: Int] {
        do {
            return try WireJSON.decode([String: Int].self, from: WireJSON.encode(counters))
        } catch { preconditionFailure("counters are integers by name: \(error)") }
    }

    /// The contract with those methods only that are there.
    private var document: JSONValue {
        let names = Set(methods.map { $0.name.text })
        var document = OpenRPC.document(of: GatewayContract.self, version: Release.version)
        let served = (document["methods"]?.array ?? []).filter { names.contains($0["name"]?.string ?? "") }
        document.set(.array(served), at: ["methods"])
        return document
    }

    private func encode(_ value: some Encodable) throws(Failure) -> [UInt8] {
        do { return try WireJSON.encode(value) } catch {
            say("a reply was not written: \(error)")
            throw .fabric(.internalError, "the gateway failed; its standard error says why")
        }
    }
}
