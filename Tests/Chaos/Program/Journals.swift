// Reads the journals as anybody does, over the wire, and checks what they must hold beside the writes themselves.

import ChaosKit
import Fabric
import MessageSchema
import SuiteGround
import Surroundings
import WireJSON

/// The journals of all services after a run.
struct Journals {
    private let client: Client
    /// By service, in order of sequence.
    private var entries: [String: [CloudEvent]] = [:]
    private(set) var checks: [Report.Check] = []

    /// Reads all of them, to their heads.
    init(by client: Client) async throws {
        self.client = client
        for service in Suite.services {
            entries[service] = try await Self.read(service, client)
        }
    }

    /// Waits until the notifications have taken over all that the registry tells.
    static func awaitFollowed(_ client: Client) async throws {
        let told = try await client.call(CheckHealth<RegistryContract>()).value.sequence
        let end = Surroundings.systemMonotonic() + Suite.backMilliseconds
        while try await client.call(CheckHealth<NotificationsContract>()).value.unitsFollowed ?? 0 < told {
            guard Surroundings.systemMonotonic() < end, await Pause.take(milliseconds: 100) else {
                throw Trouble("the notifications did not follow the registry to \(told)")
            }
        }
    }

    /// Entries of a journal after a sequence, as one page gives them. The parameters are the same whoever owns it.
    static func page(
        _ service: String, after: Int64, limit: Int, _ client: Client
    ) async throws -> EventPage {
        let request = ReadEvents<RegistryContract>(after: after, limit: limit)
        let params = RawJSON(unsafeUnchecked: try WireJSON.encode(request))
        let page = try await client.call(named: service, "\(service).events.read", params, deadline: 30_000)
        return try WireJSON.decode(EventPage.self, from: page.bytes)
    }

    private static func read(_ service: String, _ client: Client) async throws -> [CloudEvent] {
        var entries: [CloudEvent] = []
        while true {
            let page = try await page(service, after: Int64(entries.count), limit: 1000, client)
            entries += page.items
            guard entries.map(\.sequence).last ?? 0 == Int64(entries.count) else {
                throw Trouble("the journal of \(service) has a gap before \(page.next)")
            }
            if page.next >= page.head { return entries }
        }
    }

    /// What the works wrote, but for what laid the ground and for notices that a subscription made.
    func found(but ground: String) throws -> [FoundWrite] {
        var found: [FoundWrite] = []
        for work in Work.all {
            for entry in entries[work.service] ?? [] where entry.type == work.event && Self.mark(of: entry) != ground {
                if try cause(of: entry) != nil { continue }
                found.append(
                    FoundWrite(
                        service: work.service, mark: Self.mark(of: entry) ?? "", subject: entry.subject,
                        sequence: entry.sequence))
            }
        }
        return found
    }

    /// The mark that its writer gave along.
    private static func mark(of entry: CloudEvent) -> String? {
        TraceContext(traceparent: entry.traceparent)?.trace.text
    }

    /// The event that a subscription made this notice of.
    private func cause(of entry: CloudEvent) throws -> String? {
        guard entry.type == NoticeSent.name else { return nil }
        return try WireJSON.decode(NoticeSent.self, from: entry.data.bytes).cause?.event
    }

    /// Checks the chains, the ledger, and what one service did because of another.
    mutating func check(but ground: String) async throws {
        for service in Suite.services { try await checkChain(service) }
        try checkSubscription(but: ground)
        try await checkLedger()
        try await checkDeliveries()
    }

    private mutating func checkChain(_ service: String) async throws {
        let params = RawJSON(unsafeUnchecked: Array("{}".utf8))
        let reply = try await client.call(named: service, "\(service).journal.verify", params, deadline: 60_000)
        let found = try WireJSON.decode(VerifyJournal<RegistryContract>.Reply.self, from: reply.bytes)
        checks.append(
            Report.Check(
                "the chain of \(service)", found.problem ?? "\(found.entries) entries", holds: found.holds))
    }

    /// Of every file opened during the run there is one notice.
    private mutating func checkSubscription(but ground: String) throws {
        let staff = (entries["registry"] ?? []).filter {
            $0.type == StaffRegistered.name && Self.mark(of: $0) != ground
        }
        var told: [String: Int] = [:]
        for entry in entries["notifications"] ?? [] {
            if let cause = try cause(of: entry) { told[cause, default: 0] += 1 }
        }
        let missing = staff.count { told[$0.id] == nil }
        let doubled = told.values.count { $0 > 1 }
        let result = "\(staff.count) files, \(told.count) told, \(missing) missing, \(doubled) doubled"
        checks.append(
            Report.Check(
                "a subscription tells once of each file", result,
                holds: missing == 0 && doubled == 0 && told.count == staff.count))
    }

    private mutating func checkLedger() async throws {
        let trial = try await client.call(DrawTrialBalance(), metadata: CallMetadata(deadline: 60_000)).value
        let claims = (entries["insurance"] ?? []).count { $0.type == ClaimAdjudicated.name }
        checks.append(
            Report.Check(
                "each claim is posted once, the books balance", "\(claims) claims, \(trial.postings) postings",
                holds: trial.balanced && trial.postings == claims))
    }

    /// Everyone has every notice once by each channel; deliveries may take a while.
    private mutating func checkDeliveries() async throws {
        let end = Surroundings.systemMonotonic() + Suite.backMilliseconds
        var notices: [Notice] = []
        repeat {
            notices = try await Self.notices(client)
            if notices.allSatisfy({ $0.status == .sent && $0.counts.waiting == 0 }) { break }
            guard Surroundings.systemMonotonic() < end else { break }
        } while await Pause.take(milliseconds: 500)
        let wrong = notices.count { notice in
            let channels = notice.cause == nil ? Work.channels.count : 1
            return notice.counts.delivered != channels * Work.persons || notice.counts.dropped != 0
        }
        let waiting = notices.reduce(0) { $0 + $1.counts.waiting }
        checks.append(
            Report.Check(
                "each notice reaches each person once a channel",
                "\(notices.count) notices, \(wrong) not as they should, \(waiting) deliveries waiting",
                holds: wrong == 0 && waiting == 0))
    }

    private static func notices(_ client: Client) async throws -> [Notice] {
        var notices: [Notice] = []
        var request = ListNotices(limit: 1000)
        repeat {
            let page = try await client.call(request, metadata: CallMetadata(deadline: 60_000)).value
            notices += page.items
            request.cursor = page.nextCursor
        } while request.cursor != nil
        return notices
    }

    /// An entry of the work of a service, from the midst of its journal.
    func middle(of work: Work) -> CloudEvent? {
        let own = (entries[work.service] ?? []).filter { $0.type == work.event && $0.traceparent != nil }
        return own.isEmpty ? nil : own[own.count / 2]
    }
}
