// The requests of a worker: taken within the credit, answered under the epoch they came in, and
// kept while their gateway cannot take the answer.

internal import MessageSchema
internal import WireJSON

extension WorkerState {
    mutating func take(
        _ id: UInt64, _ head: [UInt8], _ body: [UInt8], from gateway: Int, now: Int64
    ) -> [Action] {
        let link = links[gateway]
        guard !isDraining, link.countHeld < announcement.credit.requests, link.requests[id] == nil,
            let head = Self.read(head)
        else {
            dropped += 1
            return [send(.giveBack(id: id), to: gateway, now: now)]
        }
        links[gateway].isKnown = true
        links[gateway].requests[id] = .held
        links[gateway].countHeld += 1
        let key = RequestKey(gateway: gateway, epoch: link.epoch, id: id)
        return [.report(.request(key, head, body: body, arrived: now))]
    }

    private static func read(_ head: [UInt8]) -> RequestHead? {
        do throws(WireJSONError) { return try WireJSON.decode(RequestHead.self, from: head) } catch {
            // Given back: the gateway answers `unavailable` after its third attempt.
            return nil
        }
    }

    mutating func answer(_ key: RequestKey, _ answer: RequestAnswer, now: Int64) -> [Action] {
        guard links[key.gateway].epoch == key.epoch, let state = links[key.gateway].requests[key.id]
        else {
            dropped += 1
            return []
        }
        if answer == .park {
            links[key.gateway].requests[key.id] = .parked
        } else {
            links[key.gateway].requests[key.id] = nil
        }
        if state == .held { links[key.gateway].countHeld -= 1 }
        return [send(Self.frames(key.id, answer), to: key.gateway, now: now)]
    }

    private static func frames(_ id: UInt64, _ answer: RequestAnswer) -> WorkerFrames {
        switch answer {
        case .reply(let body): .reply(id: id, body: body)
        case .park: .park(id: id)
        case .giveBack: .giveBack(id: id)
        }
    }

    // MARK: a gateway that does not keep up, or is away

    /// Keeps what must not be lost. There is never more of it than the credit allows, four messages
    /// a request at most.
    mutating func keep(_ message: Outbound) -> [Action] {
        links[message.port].isBlocked = true
        switch WorkerFrames(message.frames, discarded: 0) {
        case .reply, .park, .giveBack, .drain: links[message.port].unsent.append(message.frames)
        case .ready: links[message.port].isRefused = true
        default: break
        }
        return []
    }

    mutating func flush(_ gateway: Int, now: Int64) -> [Action] {
        links[gateway].isBlocked = false
        if links[gateway].isRefused {
            links[gateway].unsent = []
            return announce(gateway, now: now)
        }
        let unsent = links[gateway].unsent
        links[gateway].unsent = []
        // A gateway that was away may have forgotten this worker; the heartbeat asks, and BYE is
        // its answer.
        return unsent.map { .send(Outbound(port: gateway, frames: $0)) } + [
            send(.heartbeat, to: gateway, now: now)
        ]
    }
}
