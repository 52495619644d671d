// Members through the service: enrolled, covered for longer, found, known as of then.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct MemberTests {
    private static let coverage = Coverage(group: "DN", digit: 4, facility: "31999", from: "2025-01-01")

    @Test("A member is found under the insurance number, a card code and the citizen number")
    func found() async throws {
        let office = try await Office(acts: [])
        let enrolled = try await office.insurance.call(HandedIn.enrolment(), as: Caller.insurer)
        #expect(enrolled.name == "Nguyễn Văn An")
        #expect(enrolled.birthDate == "1980-02-14")
        #expect(enrolled.sex == .male)
        #expect(enrolled.coverages == [Self.coverage])
        for reference in ["3123456789", "DN4313123456789", "GD4303123456789", "031080000001"] as [CardReference] {
            #expect(
                try await office.insurance.call(GetMember(member: reference), as: Caller.insurer) == enrolled,
                "\(reference)")
        }
        for reference in ["3123456788", "DN4313123456788", "031080000002"] as [CardReference] {
            let missing = try await refusal {
                try await office.insurance.call(GetMember(member: reference), as: Caller.insurer)
            }
            #expect(missing?.name == "insurance.member.notFound", "\(reference)")
        }
        let told = try await office.events().filter { $0.type == MemberEnrolled.name }
        #expect(try told.map { try $0.told(MemberEnrolled.self).coverage } == [Self.coverage])
        // The number is the person's for life, so the journal calls the member by another one.
        #expect(told.compactMap { try? MemberID($0.subject) }.count == 1)
    }

    @Test("Enrolling the same person again adds a coverage; what was known before stays known")
    func again() async throws {
        let office = try await Office(acts: [])
        let first = try await office.insurance.answer(HandedIn.enrolment(lastDay: "2025-12-31"))
        let more = HandedIn.enrolment(group: "HT", digit: 3, facility: "31001", from: "2026-01-01")
        let second = try await office.insurance.call(more)
        #expect(second.coverages.map(\.group) == ["DN", "HT"])
        #expect(Set(try await office.events().filter { $0.type == MemberEnrolled.name }.map(\.subject)).count == 1)
        #expect(second.coverages.map(\.facility) == ["31999", "31001"])
        let get = GetMember(member: "031080000001")
        let then = try await office.insurance.answer(get, metadata: .knowing(first.metadata.sequence))
        #expect(then.reply == first.reply)
        #expect(then.metadata.sequence == first.metadata.sequence)
        #expect(try await office.insurance.call(get) == second)
        let never = try await refusal { try await office.insurance.call(get, metadata: .knowing(0)) }
        #expect(never?.name == "insurance.member.notFound")
        let dated = try await refusal { try await office.insurance.call(get, metadata: .on("2025-06-01")) }
        #expect(dated?.name == "frame.time.notTaken")
    }

    @Test(
        "A member registers elsewhere from a day on: what holds is parted, what comes later moved, what is over stays")
    func registered() async throws {
        let office = try await Office(acts: [])
        for (from, lastDay) in [
            ("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31"),
        ]
            as [(CalendarDate, CalendarDate)]
        {
            _ = try await office.insurance.call(HandedIn.enrolment(from: from, lastDay: lastDay))
        }
        let before = try await office.insurance.answer(GetMember(member: "3123456789"))
        let moved = try await office.insurance.call(
            RegisterMember(member: "DN4313123456789", facility: "31001", from: "2025-07-01"), as: Caller.insurer)
        #expect(moved.coverages.map(\.facility) == ["31999", "31999", "31001", "31001"])
        #expect(moved.coverages.map(\.from) == ["2024-01-01", "2025-01-01", "2025-07-01", "2026-01-01"])
        #expect(moved.coverages.map(\.lastDay) == ["2024-12-31", "2025-06-30", "2025-12-31", "2026-12-31"])
        #expect(try await office.insurance.call(GetMember(member: "3123456789")) == moved)
        let then = try await office.insurance.answer(
            GetMember(member: "3123456789"), metadata: .knowing(before.metadata.sequence))
        #expect(then.reply == before.reply)
        let told = try #require(try await office.events().first { $0.type == MemberRegistered.name })
        #expect(try told.told(MemberRegistered.self).facility == "31001")
        let head = try await office.head()
        for request in [
            RegisterMember(member: "3123456789", facility: "31001", from: "2025-07-01"),
            RegisterMember(member: "3123456789", facility: "31002", from: "2027-01-01"),
            RegisterMember(member: "3123456789", facility: "31002", from: "2025-07-01", group: "HT"),
        ] {
            let nothing = try await refusal { try await office.insurance.call(request) }
            #expect(nothing?.name == "insurance.member.notCovered", "\(request)")
        }
        let unknown = try await refusal {
            try await office.insurance.call(
                RegisterMember(member: "3123456788", facility: "31001", from: "2025-07-01"))
        }
        #expect(unknown?.name == "insurance.member.notFound")
        let elsewhere = try await refusal {
            try await office.insurance.call(
                RegisterMember(member: "3123456789", facility: "48001", from: "2025-07-01"),
                as: Caller.insurer(of: "31"))
        }
        #expect(elsewhere?.name == "frame.unit.notFound")
        #expect(try await office.head() == head)
    }

    @Test("What contradicts what is enrolled is refused and changes nothing")
    func conflicts() async throws {
        let office = try await Office(acts: [])
        let enrolled = try await office.insurance.call(HandedIn.enrolment())
        let head = try await office.head()
        let refusals: [(EnrolMember, String)] = [
            (HandedIn.enrolment(name: "Trần Văn Bình", from: "2030-01-01"), "insurance.member.differs"),
            (HandedIn.enrolment(birthDate: "1980-02-15", from: "2030-01-01"), "insurance.member.differs"),
            (HandedIn.enrolment(from: "2025-06-01"), "insurance.member.coverageOverlaps"),
            (HandedIn.enrolment("3123456780"), "insurance.member.citizenNumberTaken"),
            (HandedIn.enrolment(group: "HT", digit: 6), "insurance.member.digitUnknown"),
            (
                HandedIn.enrolment(group: "HT", from: "2026-01-01", lastDay: "2025-12-31"),
                "insurance.member.datesReversed"
            ),
        ]
        for (request, name) in refusals {
            let refused = try await refusal { try await office.insurance.call(request) }
            #expect(refused?.name == name)
        }
        #expect(try await office.insurance.call(GetMember(member: "3123456789")) == enrolled)
        #expect(try await office.head() == head)
    }

    @Test("An enrolment sent again under its key is taken once")
    func idempotent() async throws {
        let office = try await Office(acts: [])
        let key = CallMetadata(idempotencyKey: "enrol-1")
        let first = try await office.insurance.call(HandedIn.enrolment(), metadata: key)
        #expect(try await office.insurance.call(HandedIn.enrolment(), metadata: key) == first)
        #expect(try await office.events().count { $0.type == MemberEnrolled.name } == 1)
    }

    private func crowd() async throws -> Office {
        let office = try await Office(acts: [])
        let people: [(InsuranceNumber, PlainText, CalendarDate, FacilityCode)] = [
            ("3100000001", "Nguyễn Thị Đào", "1990-01-01", "31999"),
            ("3100000002", "Nguyễn Văn An", "1980-02-14", "31001"),
            ("3100000003", "NGUYỄN VĂN AN", "1991-05-05", "48001"),
            ("3100000004", "Trần Văn Nguyên", "1980-02-14", "31999"),
            ("3100000005", "Lê Ngọc Ý", "1975-12-31", "31999"),
        ]
        for (number, name, birthDate, facility) in people {
            try await office.insurance.call(
                HandedIn.enrolment(number, name: name, birthDate: birthDate, citizenNumber: nil, facility: facility))
        }
        return office
    }

    private func numbers(_ search: SearchMembers, in office: Office) async throws -> [String] {
        try await office.insurance.call(search, as: Caller.insurer).items.map { String($0.number.text.suffix(1)) }
    }

    @Test("Names are found by the beginnings of their words, case and diacritics aside, in the order of names")
    func search() async throws {
        let office = try await crowd()
        #expect(try await numbers(SearchMembers(text: "nguyen"), in: office) == ["1", "2", "3", "4"])
        #expect(try await numbers(SearchMembers(text: "NGUYỄN an"), in: office) == ["2", "3"])
        #expect(try await numbers(SearchMembers(text: "dao"), in: office) == ["1"])
        #expect(try await numbers(SearchMembers(text: "ng"), in: office) == ["5", "1", "2", "3", "4"])
        #expect(try await numbers(SearchMembers(text: "Lê Ý"), in: office) == ["5"])
        #expect(try await numbers(SearchMembers(text: "guyen"), in: office) == [])
        let born = SearchMembers(text: "van", birthDate: "1980-02-14")
        #expect(try await numbers(born, in: office) == ["2", "4"])
        #expect(try await numbers(SearchMembers(text: "nguyen", facility: "31999"), in: office) == ["1", "4"])
        #expect(try await numbers(SearchMembers(text: "nguyen", facility: "99999"), in: office) == [])
    }

    @Test("A search without a word of two letters, or of too many, is refused", arguments: ["ý", "a b c", "- -"])
    func tooShort(_ text: PlainText) async throws {
        let office = try await Office(acts: [])
        let refused = try await refusal { try await office.insurance.call(SearchMembers(text: text)) }
        #expect(refused?.kind == .invalidParams)
        let long = try await refusal {
            try await office.insurance.call(SearchMembers(text: "an be ca de em ga ha ia ka"))
        }
        #expect(long?.kind == .invalidParams)
    }

    @Test("A search comes in pages that together are the list")
    func pages() async throws {
        let office = try await crowd()
        var found: [InsuranceNumber] = []
        var request = SearchMembers(text: "ng", limit: 2)
        repeat {
            let page = try await office.insurance.call(request)
            #expect(page.items.count <= 2)
            found += page.items.map(\.number)
            request.cursor = page.nextCursor
        } while request.cursor != nil && found.count < 10
        #expect(found == ["3100000005", "3100000001", "3100000002", "3100000003", "3100000004"])
    }

    @Test("Members of many more than are read at once are all found")
    func manyMembers() async throws {
        let office = try await Office(acts: [])
        for number in 0..<520 {
            try await office.insurance.call(
                HandedIn.enrolment(
                    InsuranceNumber(known: String(3_100_000_000 + number)), citizenNumber: nil,
                    facility: number == 519 ? "48001" : "31999"))
        }
        let far = SearchMembers(text: "nguyen an", facility: "48001")
        #expect(try await office.insurance.call(far).items.map(\.number) == ["3100000519"])
    }
}
