// Who sees what: a facility lies at the registry's unit of its code, else in its province, mergers followed. Missing
// and forbidden look alike.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct ScopeTests {
    @Test("A claim is seen from its province and not from another; there it looks as if there were none")
    func claims() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden, as: Caller.hospital)
        let seen = try await office.insurance.call(GetClaim(claim: record.id), as: Caller.hospital)
        #expect(seen.adjudication == record.adjudication)
        let strange = try await refusal {
            try await office.insurance.call(GetClaim(claim: record.id), as: Caller.stranger)
        }
        let missing = try await refusal {
            try await office.insurance.call(GetClaim(claim: .sample), as: Caller.stranger)
        }
        #expect(strange?.name == "insurance.claim.notFound")
        #expect(strange?.kind == missing?.kind)
        #expect(strange?.details == missing?.details)
        let unexplained = try await refusal {
            try await office.insurance.call(ExplainClaim(claim: record.id), as: Caller.stranger)
        }
        #expect(unexplained?.name == "insurance.claim.notFound")
        #expect(try await office.insurance.call(ListClaims(), as: Caller.stranger).items == [])
        #expect(try await office.insurance.call(ListClaims(facility: "31999"), as: Caller.stranger).items == [])
        #expect(try await office.insurance.call(ListClaims(), as: Caller.hospital).items.map(\.id) == [record.id])
    }

    @Test("A facility of another province hands nothing in, and what is unknown looks the same")
    func submitting() async throws {
        let office = try await Office()
        let head = try await office.head()
        for facility in ["31999", "31001", "99999"] as [FacilityCode] {
            let refused = try await refusal {
                try await office.submit(HandedIn.claim(facility: facility), as: Caller.stranger)
            }
            #expect(refused?.name == "frame.unit.notFound")
            #expect(refused?.details?["unit"]?.string == facility.text)
        }
        let envelope = EnvelopeText(EnvelopeText.Record()).base64
        let imported = try await refusal { try await office.importing(envelope, as: Caller.stranger) }
        #expect(imported?.name == "frame.unit.notFound")
        let enrolled = try await refusal {
            try await office.insurance.call(HandedIn.enrolment(), as: Caller.insurer(of: "48"))
        }
        #expect(enrolled?.name == "frame.unit.notFound")
        #expect(try await office.head() == head)
        let anywhere = try await office.submit(HandedIn.claim(facility: "99999"), as: .administrator)
        #expect(anywhere.facility == "99999")
        #expect(try await office.insurance.call(GetClaim(claim: anywhere.id)).id == anywhere.id)
        let hidden = try await refusal {
            try await office.insurance.call(GetClaim(claim: anywhere.id), as: Caller.hospital)
        }
        #expect(hidden?.name == "insurance.claim.notFound")
    }

    @Test("A facility that is a unit lies where the registry has it, whatever its code says")
    func unitOfItsOwn() async throws {
        let office = try await Office()
        let central = try await office.submit(HandedIn.claim(facility: "31A01"))
        let ministry = Principal.with("ministry", roles: [.hospital], scope: "MOH")
        let itself = Principal.with("31A01", roles: [.hospital], scope: "31A01")
        for caller in [ministry, itself] {
            #expect(try await office.insurance.call(GetClaim(claim: central.id), as: caller).id == central.id)
            #expect(try await office.insurance.call(ListClaims(), as: caller).items.map(\.id) == [central.id])
        }
        let hidden = try await refusal {
            try await office.insurance.call(GetClaim(claim: central.id), as: Caller.hospital)
        }
        #expect(hidden?.name == "insurance.claim.notFound")
    }

    @Test("After a merger of provinces the successor sees what was the predecessor's, and not a day before")
    func merger() async throws {
        let office = try await Office(at: "2025-06-10T05:00:00Z")
        let day: CalendarDate = "2025-06-09"
        let unit = try await office.submit(HandedIn.claim("K2", facility: "30A01", on: day))
        let old = try await office.submit(HandedIn.claim("K1", facility: "30999", on: day))
        try await office.insurance.call(HandedIn.enrolment(facility: "30999"))
        try await office.tell(.merger)
        let before = try await refusal {
            try await office.insurance.call(GetClaim(claim: old.id), as: Caller.hospital)
        }
        #expect(before?.name == "insurance.claim.notFound")
        #expect(try await office.insurance.call(ListClaims(), as: Caller.hospital).items == [])
        try office.insurance.advance(to: "2025-07-01")
        for id in [old.id, unit.id] {
            #expect(try await office.insurance.call(GetClaim(claim: id), as: Caller.hospital).id == id)
        }
        #expect(
            try await office.insurance.call(ListClaims(), as: Caller.hospital).items.map(\.id) == [unit.id, old.id])
        #expect(
            try await office.insurance.call(GetMember(member: "3123456789"), as: Caller.hospital).number
                == "3123456789")
        let late = HandedIn.claim("K3", facility: "30999", on: day)
        #expect(try await office.submit(late, as: Caller.hospital).facility == "30999")
        // A scope that names the dissolved province is read as its successor.
        let scoped = Principal.with("old", roles: [.hospital], scope: "30")
        #expect(try await office.insurance.call(GetClaim(claim: old.id), as: scoped).id == old.id)
    }

    @Test("A member is seen from where the present coverage is registered, and searched for there")
    func members() async throws {
        let office = try await Office(at: "2025-06-10T05:00:00Z")
        try await office.insurance.call(HandedIn.enrolment(facility: "31999", lastDay: "2025-12-31"))
        try await office.insurance.call(HandedIn.enrolment(facility: "48001", from: "2026-01-01"))
        func sees(_ scope: String) async throws -> [Bool] {
            let caller = Caller.insurer(of: scope)
            let found = try await office.insurance.call(SearchMembers(text: "nguyen"), as: caller).items.count == 1
            let refused = try await refusal {
                try await office.insurance.call(GetMember(member: "3123456789"), as: caller)
            }
            #expect(refused.map { $0.name == "insurance.member.notFound" } ?? true)
            return [refused == nil, found]
        }
        #expect(try await sees("31") == [true, true])
        #expect(try await sees("48") == [false, false])
        #expect(try await sees("VN") == [true, true])
        #expect(try await sees("nowhere") == [false, false])
        try office.insurance.advance(to: "2026-01-01")
        #expect(try await sees("31") == [false, false])
        #expect(try await sees("48") == [true, true])
    }

    @Test("Claims of more facilities than are looked up one by one are listed in their order, in pages")
    func manyFacilities() async throws {
        let office = try await Office()
        var expected: [ClaimID] = []
        for number in 0..<120 {
            // Every other one lies in another province.
            let facility = FacilityCode(known: (number % 2 == 0 ? "31" : "48") + String(300 + number))
            let record = try await office.submit(HandedIn.claim("K", facility: facility))
            if number % 2 == 0 { expected.append(record.id) }
        }
        var walked: [ClaimID] = []
        var request = ListClaims(limit: 25)
        repeat {
            let page = try await office.insurance.call(request, as: Caller.hospital)
            walked += page.items.map(\.id)
            request.cursor = page.nextCursor
        } while request.cursor != nil && walked.count < 200
        #expect(expected.count == 60)
        #expect(walked == expected)
    }
}
