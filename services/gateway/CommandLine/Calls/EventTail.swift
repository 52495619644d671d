// Reads a journal from a place on, and goes on reading while told to.

import MessageSchema
import WireJSON

/// A reader of one service's journal.
struct EventTail: Sendable {
    let service: ServiceName
    let type: String?
    let isFollowing: Bool
    let limit: Int?
    let connection: SuiteConnection
    let printer: EventPrinter
    /// The pause before a service that is away is asked again.
    let pause: @Sendable () async -> Void

    static let limitStandard = 20
    private static let pageMax: Int64 = 1000

    private var method: String { "\(service).events.read" }

    /// Prints events until there are enough, no more (unless following), or nobody reads.
    func run(after start: Int64?) async throws(Failure) {
        var left = limit ?? (isFollowing ? Int.max : start == nil ? Self.limitStandard : Int.max)
        var (after, journal) = try await beginning(start, left)
        var attempts = 0
        while left > 0, !Task.isCancelled {
            let page: JSONValue
            do throws(Failure) {
                page = try await read(after: after, journal: journal, isWaiting: isFollowing)
                attempts = 0
            } catch {
                attempts += 1
                guard isFollowing, mayPass(error), attempts < Bounds.followAttemptsMax, !Task.isCancelled else {
                    if Task.isCancelled { return }
                    throw error
                }
                await pause()
                continue
            }
            journal = page["journal"]?.string ?? journal
            for event in page["items"]?.array ?? [] where left > 0 && isWanted(event) {
                guard printer.print(event) else { return }
                left -= 1
            }
            let next = page["next"]?.integer ?? after
            if !isFollowing, next >= page["head"]?.integer ?? next { return }
            after = next
        }
    }

    /// Where to begin: where told, or so many before the head.
    private func beginning(_ start: Int64?, _ count: Int) async throws(Failure) -> (Int64, String?) {
        if let start { return (start, nil) }
        let page = try await read(after: 0, journal: nil, isWaiting: false, limit: 1)
        let back = Int64(limit ?? Self.limitStandard)
        return (max(0, (page["head"]?.integer ?? 0) - back), page["journal"]?.string)
    }

    private func read(
        after: Int64, journal: String?, isWaiting: Bool, limit: Int64 = pageMax
    ) async throws(Failure) -> JSONValue {
        var metadata = connection.metadata
        let params = JSONValue.members([
            ("journal", journal.map { .string($0) }), ("after", .integer(after)), ("limit", .integer(limit)),
            ("wait", isWaiting ? .integer(Bounds.pollMilliseconds) : nil),
        ])
        if isWaiting { metadata.deadline = Bounds.pollMilliseconds + CallMetadata.deadlineDefault }
        return try await connection.call(service, method, params, metadata)
    }

    private func isWanted(_ event: JSONValue) -> Bool {
        type.map { event["type"]?.string?.hasPrefix($0) ?? false } ?? true
    }

    private func mayPass(_ failure: Failure) -> Bool {
        [.unavailable, .overloaded, .deadlineExceeded].contains(failure.kind)
    }
}

/// Prints events one by one.
struct EventPrinter: Sendable {
    let console: Console
    let form: OutputForm

    /// False when nobody reads any more.
    func print(_ event: JSONValue) -> Bool {
        switch form {
        case .none: true
        case .json: console.print(json: event, pretty: true)
        case .jsonl: console.print(json: event, pretty: false)
        case .text:
            console.print([
                ["sequence", "time", "type", "subject", "actor", "data"].map { event[$0]?.plainText ?? "-" }
                    .joined(separator: "  ")
            ])
        }
    }
}
