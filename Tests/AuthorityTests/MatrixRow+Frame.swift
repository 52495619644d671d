// The rows of what every service has, and of the gateway. Events tell of all units, whichever way they are read.

import MessageSchema
import ServiceTesting
import WireJSON

extension MatrixRow {
    static let frame: [MatrixRow] =
        ["registry", "tasks", "insurance", "notifications"].flatMap {
            journal(of: $0) + backups(of: $0) + queues(of: $0) + letters(of: $0)
        }
        + GatewayContract.allMethods.map { MatrixRow($0.name.text, .gateway) }

    private static func journal(of service: String) -> [MatrixRow] {
        [
            MatrixRow("\(service).events.read", .unscopedOnly, missing: ["journal": "no-journal"]),
            MatrixRow("\(service).journal.verify", .unscopedOnly), MatrixRow("\(service).health.check", .everywhere),
            MatrixRow("\(service).instance.show", .unscopedOnly), MatrixRow("\(service).trace.show", .unscopedOnly),
            MatrixRow("\(service).log.show", .unscopedOnly), MatrixRow("\(service).log.setLevel", .unscopedOnly),
        ]
    }

    /// A copy is of all units' data.
    private static func backups(of service: String) -> [MatrixRow] {
        ["write", "show", "remove"].map {
            MatrixRow("\(service).backup.\($0)", .unscopedOnly, missing: ["backup": "no-backup"])
        }
    }

    /// A queue is its owner's: to others, suite operators apart, there is none.
    private static func queues(of service: String) -> [MatrixRow] {
        func row(_ verb: String, rule: String? = nil, _ more: JSONValue = [:]) -> MatrixRow {
            MatrixRow(
                "\(service).\(verb)", .unscopedOnly, rule: rule, missing: ["queue": "no-queue"],
                existing: { house in Request(try await house.newQueue(service).merged(with: more)) },
                own: { house, caller in Request(try await house.newQueue(service, as: caller).merged(with: more)) })
        }
        return [
            MatrixRow("\(service).queue.subscribe", .unscopedOnly, missing: ["queue": "no-queue"]) { house in
                Request(["queue": "queue-\(house.next())"])
            },
            MatrixRow("\(service).queue.list", .unscopedOnly),
            MatrixRow(
                "\(service).queue.resume", .unscopedOnly, missing: ["queue": "no-queue"],
                existing: { house in try await resuming(house, service, .administrator) },
                own: { house, caller in try await resuming(house, service, caller) }),
            row("queue.remove"), row("queue.next"), row("letter.list"),
            row("queue.acknowledge", rule: "frame.receipt.stale"), row("queue.release", rule: "frame.receipt.stale"),
        ]
    }

    private static func resuming(_ house: House, _ service: String, _ caller: Principal) async throws -> Request {
        let journal = try await house.call("\(service).health.check", [:], "journal")
        return Request(try await house.newQueue(service, as: caller).merged(with: ["journal": .string(journal)]))
    }

    /// Dead letters take attempts to come about; here none is there.
    private static func letters(of service: String) -> [MatrixRow] {
        let rule = "frame.letter.notFound"
        return [
            MatrixRow("\(service).letter.show", .unscopedOnly, rule: rule, missing: ["letter": nobody]),
            MatrixRow("\(service).letter.retry", .unscopedOnly, rule: rule, missing: ["letters": [nobody]]),
            MatrixRow("\(service).letter.discard", .unscopedOnly, rule: rule, missing: ["letters": [nobody]]),
        ]
    }
}

extension House {
    /// A new queue of somebody's over all events of a service, as a member that names it.
    func newQueue(_ service: String, as owner: Principal = .administrator) async throws -> JSONValue {
        let queue: JSONValue = ["queue": "queue-\(next())"]
        try await call("\(service).queue.subscribe", queue, as: owner)
        return queue
    }
}
