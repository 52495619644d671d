// Persons: shown to who may read personal data, and in no part of the journal that outlives them.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@testable import InsuranceApp

@Suite struct PersonalDataTests {
    @Test("What is kept of a claim is all of it but the patient, in the order of its members")
    func nameless() throws {
        var claim = HandedIn.golden
        (claim.admittedAt, claim.fiveYearsFrom, claim.exemptFrom) = ("2026-08-10T08:30", "2025-01-01", "2026-08-10")
        claim.stated = ClaimTotals(
            drugs: "1", supplies: "2", total: "3", inScope: "4", ownCost: "5", copayment: "6", fund: "7",
            otherSources: "8", fundFeeForService: "9")
        let whole = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(claim))
        guard case .object(let members) = whole else { return #expect(Bool(false), "a claim is an object") }
        #expect(members.count == 15)
        let kept = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(NamelessClaim(claim)))
        #expect(kept == .object(members.filter { $0.key != "patient" }))
    }

    @Test("Without the permission a member has no name, birth date, sex and citizen number")
    func members() async throws {
        let office = try await Office()
        let enrolled = try await office.insurance.call(HandedIn.enrolment(), as: Caller.insurer)
        let shown = try await office.insurance.call(GetMember(member: "3123456789"), as: Caller.hospital)
        #expect(shown == Member(number: "3123456789", coverages: enrolled.coverages))
        #expect(try await office.insurance.call(GetMember(member: "3123456789"), as: Caller.insurer) == enrolled)
        let searched = try await refusal {
            try await office.insurance.call(SearchMembers(text: "nguyen"), as: Caller.hospital)
        }
        #expect(searched?.kind == .forbidden)
    }

    @Test("Without the permission a claim has no patient, wherever it is shown")
    func claims() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden, as: Caller.hospital)
        #expect(record.patient == nil)
        #expect(try await office.insurance.call(GetClaim(claim: record.id), as: Caller.reader).patient == nil)
        let explained = try await office.insurance.call(ExplainClaim(claim: record.id), as: Caller.reader)
        #expect(explained.record.patient == nil)
        let imported = try await office.importing(EnvelopeText().base64, as: Caller.hospital)
        #expect(imported.claims.count == 1)
        #expect(imported.claims.first?.record != nil)
        #expect(imported.claims.allSatisfy { $0.record?.patient == nil })
        #expect(
            try await office.insurance.call(GetClaim(claim: record.id), as: Caller.insurer).patient
                == HandedIn.patient)
    }

    @Test("The journal's data and subjects name no person and no citizen number; the private parts do")
    func journal() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment())
        try await office.submit(HandedIn.golden)
        try await office.importing(EnvelopeText().base64)
        let events = try await office.events()
        let lasting = events.map { $0.subject + " " + String(decoding: $0.data.bytes, as: UTF8.self) }.joined()
        let erasable = events.compactMap { $0.personal }.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        for secret in ["Nguyễn Văn An", "031080000001", "1980-02-14", "I10", "BN000001", "3123456789"] {
            #expect(!lasting.contains(secret), "\(secret)")
            #expect(erasable.contains(secret), "\(secret)")
        }
        #expect(!lasting.contains("NGUYỄN"))
        #expect(erasable.contains("NGUYỄN VĂN AN"))
        #expect(events.count { $0.personal != nil } == 3)
    }
}
