// Single lines that an officer takes out, corrections and appeals of the facility, and when evidence is due.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import InsuranceApp
@testable import InsuranceDomain

extension Office {
    fileprivate func review(
        _ claim: ClaimID, _ decision: ReviewDecision = .pay, quotes: Int, refused: [LineRefusal]? = nil,
        as caller: Principal = Caller.insurer
    ) async throws -> ClaimRecord {
        try await insurance.call(
            ReviewClaim(
                claim: claim, decision: decision, reason: "Đã xem chứng từ", quotes: quotes, refused: refused),
            as: caller)
    }

    fileprivate func correct(
        _ claim: ClaimID, _ document: Claim, quotes: Int = 1, as caller: Principal = Caller.hospital
    ) async throws -> ClaimRecord {
        try await insurance.call(
            CorrectClaim(claim: claim, corrected: document, reason: "Sai số lượng", quotes: quotes), as: caller)
    }

    fileprivate func appeal(
        _ claim: ClaimID, quotes: Int, as caller: Principal = Caller.hospital
    ) async throws -> ClaimRecord {
        try await insurance.call(AppealClaim(claim: claim, reason: "Có hội chẩn", quotes: quotes), as: caller)
    }

    fileprivate func history(_ claim: ClaimID) async throws -> ShowClaimHistory.Reply {
        try await insurance.call(ShowClaimHistory(claim: claim))
    }

    /// What is owed to the facility of these tests.
    fileprivate func owed() async throws -> Amount {
        let items = try await insurance.call(ShowBalance(account: "payable:31999")).items
        return try items.reduce(Amount.zero) { try Amount(units: $0.units - $1.balance.units) }
    }
}

@Suite struct ClaimCorrectionTests {
    private static let claim = HandedIn.claim(
        lines: [HandedIn.line(1, price: "2000000"), HandedIn.line(2, "23.0001", price: "1000000")])

    @Test("An officer takes a line out: the fund pays the others, the patient's share and the count stay")
    func lineRefused() async throws {
        let office = try await Office()
        var claim = Self.claim
        claim.fiveYearsFrom = "2020-01-01"
        let record = try await office.submit(claim)
        let refused = LineRefusal(table: .services, number: 2, reason: .necessity)
        let reviewed = try await office.review(record.id, quotes: 1, refused: [refused])
        #expect(reviewed.adjudication.lines.map(\.fund) == ["1600000", "0"])
        #expect(reviewed.adjudication.lines.map(\.refused) == [nil, "800000"])
        #expect(reviewed.adjudication.totals.fund == "2400000")
        #expect(reviewed.adjudication.fundPays == "1600000")
        #expect(reviewed.adjudication.totals.copayment == "600000")
        #expect(try await office.owed() == "1600000")
        #expect(try await office.counted().map(\.amount) == ["600000"])
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id)).holds)
        let explained = try await office.insurance.call(ExplainClaim(claim: record.id))
        #expect(explained.outcomes?.map(\.result) == [.paid, .refused])
        #expect(explained.outcomes?.last?.reasons.map(\.code) == ["refused.necessity"])
        #expect(explained.outcomes?.last?.reasons.first?.text.vi == "không hợp lý với bệnh")
        #expect(explained.trace.contains { $0.rule == "line.refused" && $0.place == "XML3/2" })
        let first = try await office.insurance.call(ExplainClaim(claim: record.id, decision: 1))
        #expect(first.record.adjudication == record.adjudication)
        #expect(first.outcomes?.map(\.result) == [.paid, .paid])
        let back = try await office.review(record.id, quotes: 2)
        #expect(back.adjudication == record.adjudication)
        #expect(try await office.allFaults() == [])
    }

    @Test("Lines that are none, stand twice or go with a whole refusal are refused, and nothing is kept")
    func noLine() async throws {
        let office = try await Office()
        let record = try await office.submit(Self.claim)
        let head = try await office.head()
        let two = LineRefusal(table: .services, number: 2, reason: .price)
        let cases: [(ReviewDecision, [LineRefusal], String)] = [
            (.pay, [LineRefusal(table: .drugs, number: 2, reason: .price)], "there is no line XML2/2."),
            (.pay, [two, two], "the line XML3/2 stands there twice."),
            (.refuse, [two], "the whole claim is refused; refuse lines beside `pay`."),
        ]
        for (decision, refused, why) in cases {
            let failure = try await refusal {
                try await office.review(record.id, decision, quotes: 1, refused: refused)
            }
            #expect(failure?.name == "insurance.claim.noLine")
            #expect(failure?.message.hasSuffix(why) == true, "\(failure?.message ?? "")")
        }
        let none = try await refusal {
            try await office.insurance.call(ExplainClaim(claim: record.id, decision: 2))
        }
        #expect(none?.name == "insurance.claim.noDecision")
        #expect(try await office.head() == head)
    }

    @Test("A correction decides another document, reverses what was posted, and the earlier decision stays readable")
    func corrected() async throws {
        let office = try await Office()
        let record = try await office.submit(Self.claim, as: Caller.hospital)
        var document = Self.claim
        document.lines[0].quantity = "2"
        document.patient.name = "Nguyễn Văn Anh"
        let corrected = try await office.correct(record.id, document)
        #expect(corrected.state == .corrected && corrected.decision == 2)
        #expect(corrected.adjudication.fundPays == "4000000")
        #expect(try await office.owed() == "4000000")
        let shown = try await office.insurance.call(GetClaim(claim: record.id))
        #expect(shown.patient?.name == "Nguyễn Văn Anh")
        #expect(shown.adjudication == corrected.adjudication)
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id)).holds)
        #expect(
            try await office.insurance.call(ExplainClaim(claim: record.id, decision: 1)).record.adjudication
                == record.adjudication)
        let history = try await office.history(record.id)
        #expect(history.steps.map(\.state) == [.received, .corrected])
        #expect(history.steps.map(\.fund) == ["2400000", "4000000"])
        #expect(history.entries.count == 3)
        let earlier = try await office.insurance.store.read {
            try $0.all("SELECT number, document FROM claim_earlier").map {
                (try $0.integer("number"), try $0.text("document"))
            }
        }
        #expect(earlier.map(\.0) == [1])
        #expect(earlier.first?.1.contains("\"quantity\":\"1\"") == true)
        #expect(earlier.first?.1.contains("Nguyễn") == false)
        let told = try await office.events().first { $0.type == ClaimCorrected.name }
        #expect(try told?.told(ClaimCorrected.self).fund == "4000000")
        #expect(told.map { String(decoding: $0.data.bytes, as: UTF8.self).contains("Nguyễn") } == false)
        #expect(try await office.allFaults() == [])
        // The very document that counts now is known; the first one is another.
        let again = try await refusal { try await office.submit(Self.claim) }
        #expect(again?.name == "insurance.claim.duplicate")
    }

    @Test("A correction to another person's card moves the count of the year, to somebody known and to a newcomer")
    func otherPerson() async throws {
        let office = try await Office()
        var claim = Self.claim
        claim.fiveYearsFrom = "2020-01-01"
        let record = try await office.submit(claim, as: Caller.hospital)
        let second = HandedIn.claim("K2", card: "DN4313123456780")
        try await office.submit(second)
        claim.cards[0].card = "DN4313123456780"
        _ = try await office.correct(record.id, claim)
        #expect(try await office.allFaults() == [])
        claim.cards[0].card = "DN4313123456781"
        _ = try await office.correct(record.id, claim, quotes: 2)
        #expect(try await office.allFaults() == [])
        claim.cards = []
        claim.routing = "1.1"
        let failure = try await refusal { try await office.correct(record.id, claim, quotes: 3) }
        #expect(failure?.name == "insurance.claim.notCovered")
        #expect(try await office.allFaults() == [])
        let persons = try await office.insurance.store.read {
            try $0.all("SELECT person FROM claim_person").map { try $0.integer("person") }
        }
        #expect(Set(persons).count == 3)
    }

    @Test("A correction of another key or facility, unsound, stale, or of somebody else's claim is refused")
    func refusedCorrections() async throws {
        let office = try await Office()
        let record = try await office.submit(Self.claim, as: Caller.hospital)
        let head = try await office.head()
        var otherKey = Self.claim
        otherKey.key = "K9"
        var elsewhere = Self.claim
        elsewhere.facility = "48999"
        var reversed = Self.claim
        reversed.leftAt = "2026-08-09T08:00"
        for (document, place) in [
            (otherKey, "XML1.MA_LK"), (elsewhere, "XML1.MA_CSKCB"), (reversed, "XML1.NGAY_RA"),
        ] {
            let failure = try await refusal { try await office.correct(record.id, document) }
            #expect(failure?.name == "insurance.claim.malformed")
            #expect(failure?.message.contains(place) == true, "\(failure?.message ?? "")")
        }
        let stale = try await refusal { try await office.correct(record.id, Self.claim, quotes: 2) }
        #expect(stale?.name == "insurance.claim.stale")
        let stranger = try await refusal {
            try await office.correct(record.id, Self.claim, as: Caller.stranger)
        }
        #expect(stranger?.name == "insurance.claim.notFound")
        #expect(try await office.head() == head)
    }

    @Test("An appeal posts nothing, and another officer than who decided has to answer it")
    func appealed() async throws {
        let office = try await Office()
        let record = try await office.submit(Self.claim, as: Caller.hospital)
        _ = try await office.review(record.id, .refuse, quotes: 1)
        let appealed = try await office.appeal(record.id, quotes: 2)
        #expect(appealed.state == .appealed && appealed.decision == 3)
        #expect(appealed.adjudication.outcome == .refused)
        #expect(try await office.history(record.id).entries.count == 2)
        #expect(try await office.insurance.call(GetClaim(claim: record.id)).state == .appealed)
        let twice = try await refusal { try await office.appeal(record.id, quotes: 3) }
        #expect(twice?.name == "insurance.claim.underAppeal")
        let stale = try await refusal { try await office.review(record.id, quotes: 2, as: .administrator) }
        #expect(stale?.name == "insurance.claim.stale")
        let same = try await refusal { try await office.review(record.id, quotes: 3) }
        #expect(same?.name == "insurance.claim.samePerson")
        #expect(same?.message.contains("cannot answer its appeal") == true)
        let answered = try await office.review(record.id, quotes: 3, as: .administrator)
        #expect(answered.adjudication == record.adjudication)
        #expect(try await office.owed() == "2400000")
        #expect(try await office.history(record.id).steps.map(\.state) == [.received, .reviewed, .appealed, .reviewed])
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id)).holds)
        #expect(try await office.events().contains { $0.type == ClaimAppealed.name })
        #expect(try await office.allFaults() == [])
    }

    @Test("A service of the same day in two claims of a person is found in the second, unless the first was taken back")
    func sameDay() async throws {
        let office = try await Office()
        let first = try await office.submit(Self.claim, as: Caller.hospital)
        let other = HandedIn.claim("K2", lines: [HandedIn.line(1), HandedIn.line(2, "23.0009")])
        let second = try await office.submit(other, as: Caller.hospital)
        let found = second.adjudication.findings.filter { $0.rule == "line.sameDay" }
        #expect(found.map(\.place) == ["XML3/1"])
        #expect(found.first?.message.contains(first.id.text) == true)
        #expect(second.adjudication.outcome == .accepted)
        #expect(try await office.insurance.call(VerifyClaim(claim: second.id)).holds)
        _ = try await office.insurance.call(RecallClaim(claim: first.id, reason: "Gửi nhầm"), as: Caller.hospital)
        let third = try await office.submit(HandedIn.claim("K3", lines: [HandedIn.line(1, "23.0001")]))
        #expect(!third.adjudication.findings.contains { $0.rule == "line.sameDay" })
        let supplies = HandedIn.claim("K4", lines: [HandedIn.line(1, "23.0009", group: 10)])
        #expect(try await !office.submit(supplies).adjudication.findings.contains { $0.rule == "line.sameDay" })
        let nextDay = try await office.submit(HandedIn.claim("K5", on: "2026-08-11"))
        #expect(!nextDay.adjudication.findings.contains { $0.rule == "line.sameDay" })
    }

    @Test("A claim that waits says when evidence is due, by the policy's days, and tells of it")
    func evidenceDue() async throws {
        let deadlines = PolicyAct(
            act: "12/2026/TT-BYT", title: LocalizedText(vi: "Quy trình giám định", en: "Appraisal"),
            deadlines: [
                DeadlineRow(name: "evidence", from: "2026-02-01", value: "3 working days", article: "mẫu 09/BH")
            ])
        let office = try await Office(acts: SmallPolicy.acts + [deadlines])
        let waiting = try await office.submit(HandedIn.claim(routing: "10"), as: Caller.hospital)
        // 10 August 2026 is a Monday.
        let due = try #require(try await office.history(waiting.id).due)
        #expect(due.dueOn == "2026-08-13" && due.act == "12/2026/TT-BYT")
        let told = try #require(try await office.events().first { $0.type == EvidenceDue.name })
        #expect(try told.told(EvidenceDue.self).dueOn == "2026-08-13")
        _ = try await office.review(waiting.id, quotes: 1)
        #expect(try await office.history(waiting.id).due == nil)
        let without = try await Office()
        let silent = try await without.submit(HandedIn.claim(routing: "10"))
        #expect(try await without.history(silent.id).due == nil)
        #expect(try await !without.events().contains { $0.type == EvidenceDue.name })
    }
}
