// Lists through the service: taken over row by row, true for days and known as of then, kept by whom they concern; and
// what claims are held against them.

import MessageSchema
import ServiceTesting
import Testing

@testable import InsuranceApp

private func row(
    _ code: PlainText = "23.0000", _ name: PlainText? = "Xét nghiệm", price: UnitPrice? = "500000",
    from: CalendarDate = "2026-01-01", to lastDay: CalendarDate? = nil
) -> ListedItem {
    ListedItem(code: code, name: name, price: price, from: from, lastDay: lastDay, decision: "1/QĐ-SYT")
}

extension Office {
    @discardableResult
    fileprivate func take(
        _ kind: CatalogueKind, _ rows: [ListedItem], of facility: FacilityCode? = "31999",
        as caller: Principal = Caller.insurer
    ) async throws -> [Int] {
        let reply = try await insurance.call(ImportCatalogue(kind: kind, facility: facility, rows: rows), as: caller)
        return [reply.added, reply.known, reply.rejected.count]
    }

    fileprivate func listed(
        on day: CalendarDate, known: Int64? = nil, code: PlainText? = nil, as caller: Principal = Caller.insurer
    ) async throws -> [ListedItem] {
        try await insurance.call(
            ListCatalogue(kind: .services, facility: "31999", code: code), as: caller,
            metadata: CallMetadata(asOf: day, knownAt: known.map { .sequence($0) })
        ).items
    }

    /// The rules that a claim of these lines breaks.
    fileprivate func rules(_ key: ClaimKey, _ lines: [ClaimLine], on day: CalendarDate = "2026-08-10") async throws
        -> [String]
    {
        try await submit(HandedIn.claim(key, on: day, lines: lines)).listed.map(\.rule)
    }
}

extension ClaimRecord {
    /// What lists find of it; visits of one person on one day are found beside it.
    fileprivate var listed: [Finding] { adjudication.findings.filter { $0.rule.hasPrefix("catalogue.") } }
}

@Suite("Lists of drugs, services, supplies, practitioners and communes") struct CatalogueTests {
    @Test("A later row closes the one before, what is said again is known, and what was known then stays known")
    func rows() async throws {
        let office = try await Office()
        #expect(try await office.take(.services, [row()]) == [1, 0, 0])
        let head = try await office.head()
        let dearer = row(price: "600000", from: "2026-07-01")
        #expect(try await office.take(.services, [dearer, row()]) == [1, 1, 0])
        let closed = row(to: "2026-06-30")
        for rows in [[row()], [closed], [dearer], [dearer, row()]] {
            #expect(try await office.take(.services, rows) == [0, rows.count, 0])
        }
        #expect(try await office.listed(on: "2026-06-30") == [closed])
        #expect(try await office.listed(on: "2026-07-01") == [dearer])
        #expect(try await office.listed(on: "2025-12-31") == [])
        #expect(try await office.listed(on: "2026-07-01", known: head) == [row()])
        // In one request, in whatever order.
        #expect(try await office.take(.drugs, [dearer, row()]) == [2, 0, 0])
        #expect(try await office.take(.drugs, [row(), dearer]) == [0, 2, 0])
    }

    @Test("A row of the same first day replaces the earlier one whole: its price, and its last day")
    func replaced() async throws {
        let office = try await Office()
        try await office.take(.services, [row(), row("02.1896", "Khám nội")])
        #expect(try await office.take(.services, [row(price: "400000", to: "2026-03-31")]) == [1, 0, 0])
        #expect(try await office.listed(on: "2026-02-01", code: "23.0000").map(\.price) == ["400000"])
        #expect(try await office.listed(on: "2026-04-01").map(\.code) == ["02.1896"])
        // A row between the days of another interrupts it.
        try await office.take(.services, [row("02.1896", "Khám", from: "2026-03-01", to: "2026-03-31")])
        for (day, name) in [("2026-02-28", "Khám nội"), ("2026-03-31", "Khám"), ("2026-04-01", "Khám nội")] {
            let found = try await office.listed(on: CalendarDate(day), code: "02.1896")
            #expect(found.map(\.name) == [PlainText(known: name)])
        }
    }

    @Test("A list is read by pages")
    func pages() async throws {
        let office = try await Office()
        try await office.take(.services, ["C", "A", "B"].map { row($0) })
        var request = ListCatalogue(kind: .services, facility: "31999", limit: 2)
        let first = try await office.insurance.call(request)
        #expect(first.items.map(\.code) == ["A", "B"])
        request.cursor = first.nextCursor
        let last = try await office.insurance.call(request)
        #expect(last.items.map(\.code) == ["C"])
        #expect(last.nextCursor == nil)
    }

    @Test("What cannot be taken over is named with its place and leaves the others untouched")
    func rejected() async throws {
        let office = try await Office()
        let reply = try await office.insurance.call(
            ImportCatalogue(
                kind: .services, facility: "31999",
                rows: [row("A", to: "2025-12-31"), row("B"), row("B", "Khác"), row("C", nil)]))
        #expect(reply.added == 1)
        #expect(reply.rejected.map(\.row) == [1, 3, 4])
        #expect(reply.rejected.map(\.code) == ["A", "B", "C"])
        #expect(
            reply.rejected.map { String($0.message.prefix(15)) } == [
                "It ends on 2025", "An earlier row ", "It has no name;",
            ])
        #expect(try await office.listed(on: "2026-01-01").map(\.name) == ["Xét nghiệm"])
        #expect(try await office.take(.practitioners, [row("000123/HP-GPHN", "Bác sĩ", price: nil)]) == [0, 0, 1])
        #expect(try await office.take(.communes, [row("10507", "Xã", price: "1")], of: nil) == [0, 0, 1])
    }

    @Test("A list that cannot be, too many rows and none are refused, and nothing is stored")
    func refused() async throws {
        let office = try await Office()
        let head = try await office.head()
        let wrong = [
            ImportCatalogue(kind: .drugs, rows: [row()]),
            ImportCatalogue(kind: .communes, facility: "31999", rows: [row(price: nil)]),
            ImportCatalogue(kind: .drugs, facility: "31999", rows: []),
            ImportCatalogue(kind: .drugs, facility: "31999", rows: Array(repeating: row(), count: 1001)),
        ]
        for request in wrong {
            let failure = try await refusal { try await office.insurance.call(request) }
            #expect(failure?.name == "insurance.catalogue.unfitting")
        }
        let failure = try await refusal { try await office.insurance.call(ListCatalogue(kind: .drugs)) }
        #expect(failure?.message.contains("say which facility") == true)
        #expect(try await office.head() == head)
    }

    @Test("Each change is told once: of what, how many rows, and from which day")
    func told() async throws {
        let office = try await Office()
        try await office.take(.services, [row(from: "2026-07-01"), row("A"), row()])
        try await office.take(.services, [row("A")])
        try await office.take(.communes, [row("10507", "Xã", price: nil)], of: nil)
        let events = try await office.events().filter { $0.type == CatalogueChanged.name }
        #expect(events.map(\.subject) == ["31999", "communes"])
        let told = try events.map { try $0.told(CatalogueChanged.self) }
        #expect(told.map(\.items) == [3, 1])
        #expect(told.map(\.from) == ["2026-01-01", "2026-01-01"])
        #expect(told.map(\.facility) == ["31999", nil])
    }

    @Test("A facility's list is its own; the country's is kept by those without a scope, and seen by all")
    func scope() async throws {
        let office = try await Office()
        let communes = [row("10507", "Xã", price: nil)]
        let failure = try await refusal {
            try await office.take(.communes, communes, of: nil, as: Caller.insurer(of: "31"))
        }
        #expect(failure?.kind == .forbidden)
        try await office.take(.communes, communes, of: nil)
        #expect(
            try await office.insurance.call(ListCatalogue(kind: .communes), as: Caller.stranger).items.map(\.code)
                == ["10507"])
        try await office.take(.services, [row()], as: Caller.insurer(of: "31"))
        let far = try await refusal { try await office.take(.services, [row()], as: Caller.insurer(of: "48")) }
        #expect(far?.kind == .notFound)
        #expect(try await office.listed(on: "2026-08-10", as: Caller.hospital).count == 1)
        #expect(try await office.listed(on: "2026-08-10", as: Caller.stranger) == [])
    }
}

@Suite("Claims held against lists") struct ListedClaimTests {
    @Test("A line that is not listed, costs more or is called otherwise is found, and paid as before")
    func findings() async throws {
        let office = try await Office()
        let plain = try await office.submit(HandedIn.claim("K0", lines: [HandedIn.line(1, "99.9999")]))
        #expect(plain.adjudication.findings == [])
        try await office.take(.services, [row()])
        #expect(try await office.rules("K1", [HandedIn.line(1)]) == [])
        #expect(try await office.rules("K2", [HandedIn.line(1, price: "500000.001")]) == ["catalogue.price"])
        // What the fund is asked for counts, not what the hospital charges.
        #expect(try await office.rules("K3", [HandedIn.line(1, price: "600000", fundPrice: "500000")]) == [])
        #expect(try await office.rules("K4", [HandedIn.line(1, "23.0000", "Khám")]) == ["catalogue.name"])
        let unlisted = try await office.submit(HandedIn.claim("K5", lines: [HandedIn.line(1, "99.9999")]))
        #expect(unlisted.listed.map(\.rule) == ["catalogue.unlisted"])
        #expect(unlisted.listed.map(\.severity) == [.warning])
        #expect(unlisted.listed.map(\.place) == ["XML3/1"])
        #expect(unlisted.adjudication.totals == plain.adjudication.totals)
        #expect(unlisted.adjudication.outcome == plain.adjudication.outcome)
        #expect(try await office.insurance.call(VerifyClaim(claim: unlisted.id)).checks.allSatisfy(\.holds))
    }

    @Test("Lines of which there is no list, and of days before it began, are not held against it")
    func beforeTheList() async throws {
        let office = try await Office()
        try await office.take(.services, [row(from: "2026-08-10")])
        #expect(try await office.rules("K1", [HandedIn.line(1, "99.9999")], on: "2026-08-09") == [])
        #expect(try await office.rules("K2", [HandedIn.line(1, "99.9999")]) == ["catalogue.unlisted"])
        let others = [
            HandedIn.line(1, "40.10", "Paracetamol", .drugs, group: 4), HandedIn.line(1, "N05", "Chỉ", group: 10),
        ]
        #expect(try await office.rules("K3", others) == [])
        try await office.take(.supplies, [row("N06", "Chỉ")])
        #expect(try await office.rules("K4", others) == ["catalogue.unlisted"])
        try await office.take(.drugs, [row("40.11", "Paracetamol")])
        #expect(try await office.rules("K5", others).count == 2)
        try await office.take(.supplies, [row("N05", "Chỉ")], of: "31001")
        #expect(try await office.rules("K6", others).count == 2)
    }

    @Test("A claim that is corrected or reviewed is held against the lists as they are then")
    func later() async throws {
        let office = try await Office()
        try await office.take(.services, [row("99.0000", "Khác")])
        let claim = try await office.submit(HandedIn.claim("K1"))
        #expect(claim.adjudication.findings.map(\.rule) == ["catalogue.unlisted"])
        try await office.take(.services, [row()])
        let reviewed = try await office.insurance.call(
            ReviewClaim(claim: claim.id, decision: .pay, reason: "Đã xem", quotes: 1), as: Caller.insurer)
        #expect(!reviewed.adjudication.findings.map(\.rule).contains("catalogue.unlisted"))
    }

    @Test("Who treated and where the patient lives is held against lists when an envelope comes, each code told once")
    func named() async throws {
        let office = try await Office()
        let envelope = EnvelopeText.visits(["T1"]) { record, _ in
            record.services[0]["NGUOI_THUC_HIEN"] = "000456/HP-GPHN;000789/HP-GPHN"
        }
        try await office.take(.practitioners, [row("000456/HP-GPHN", nil, price: nil, from: "2026-08-10")])
        try await office.take(.communes, [row("10508", "Xã", price: nil)], of: nil)
        let claim = try #require(try await office.importing(envelope.base64).claims.first)
        #expect(claim.result == .stored)
        let found = claim.findings.filter { $0.rule.hasPrefix("catalogue.") }
        #expect(found.map(\.rule) == ["catalogue.communes", "catalogue.practitioners", "catalogue.practitioners"])
        #expect(
            found.map(\.place) == [
                "HOSO 1 / XML1 / MAXA_CU_TRU", "HOSO 1 / XML3 / row 1 / MA_BAC_SI",
                "HOSO 1 / XML3 / row 1 / NGUOI_THUC_HIEN",
            ])
        #expect(found.last?.message.contains("\"000789/HP-GPHN\"") == true)
        #expect(claim.record?.adjudication.findings.contains { $0.rule.hasPrefix("catalogue.") } == false)
    }
}
