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
            return finish(token, .failure(Client.unreachable))
        }
        guard waited >= pending.call.patience + settings.graceMilliseconds else { return [] }
        return finish(
            token,
            .failure(.fabric(.deadlineExceeded, "no answer came in time", executed: .unknown)))
    }

    mutating func cancel(_ token: UInt64) -> [Action] {
        let wasSent = calls[token]?.gateway != nil
        return finish(
            token,
            .failure(
                .fabric(
                    .deadlineExceeded, "the call was cancelled", executed: wasSent ? .unknown : .no)
            ))
    }

    func stopped(_ token: UInt64) -> Failure {
        let wasSent = calls[token]?.gateway != nil
        return .fabric(.unavailable, "the client was stopped", executed: wasSent ? .unknown : .no)
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
