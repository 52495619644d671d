// How a call ends: answered, out of time, cancelled, or with the client.

internal import MessageSchema

extension ClientState {
    mutating func watch(_ token: UInt64, now: Int64) -> [Action] {
        guard let pending = calls[token] else { return [] }
        let waited = now - pending.begun
        guard pending.gateway != nil else {
            guard waited >= min(pending.call.patience, settings.connectMilliseconds) else {
                return []
            }
            var failure = Client.unreachable
            if pending.wasLost { failure.executed = .unknown }
            return finish(token, .failure(failure))
        }
        guard waited >= pending.call.patience + settings.graceMilliseconds else { return [] }
        return finish(
            token,
            .failure(.fabric(.deadlineExceeded, "no answer came in time", executed: .unknown)))
    }

    /// What a gateway had is lost with its connection: what does no harm goes to the next gateway, once.
    mutating func lose(_ gateway: Int, now: Int64) -> [Action] {
        let lost = calls.values.filter { $0.gateway == gateway }.sorted { $0.call.token < $1.call.token }
        resting[gateway] = now + settings.restMilliseconds
        queries[gateway] = []
        return lost.flatMap { pending in
            guard pending.call.isRepeatable, !pending.wasLost else {
                return finish(pending.call.token, .failure(Self.lost))
            }
            calls[pending.call.token]?.gateway = nil
            calls[pending.call.token]?.wasLost = true
            return send(pending.call.token)
        }
    }

    private static let lost = Failure.fabric(
        .unavailable, "the connection to the gateway that had the call was lost", executed: .unknown)

    mutating func cancel(_ token: UInt64) -> [Action] {
        let mayHaveRun = calls[token]?.mayHaveRun ?? false
        return finish(
            token,
            .failure(
                .fabric(
                    .deadlineExceeded, "the call was cancelled", executed: mayHaveRun ? .unknown : .no)
            ))
    }

    func stopped(_ token: UInt64) -> Failure {
        let mayHaveRun = calls[token]?.mayHaveRun ?? false
        return .fabric(.unavailable, "the client was stopped", executed: mayHaveRun ? .unknown : .no)
    }

    mutating func finish(_ token: UInt64, _ outcome: Result<Received, Failure>) -> [Action] {
        guard let pending = calls.removeValue(forKey: token) else { return [] }
        if case .ids(let ids) = pending.call.matching {
            for id in ids { tokens[id] = nil }
        }
        if let gateway = pending.gateway { queries[gateway].removeAll { $0 == token } }
        unsent.removeAll { $0 == token }
        return [.report(.outcome(token: token, outcome))]
    }
}
