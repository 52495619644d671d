// Households through the service: declared, quoted, paid for and covered in one write, known as of then, and hidden
// from who does not reach them.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct HouseholdTests {
    private static let rules: PolicyAct = {
        var act = PolicyAct(act: "146/2018/NĐ-CP", title: LocalizedText(vi: "Mức đóng", en: "Contributions"))
        act.contributions = [SmallPolicy.household]
        act.ladders = [(1, "100"), (2, "70"), (3, "60")].map { position, rate in
            LadderRow(position: position, from: "2018-12-01", rate: rate, article: "Điều 7")
        }
        return act
    }()

    private static func office() async throws -> Office { try await Office(acts: SmallPolicy.acts + [rules]) }
    private static let newcomer = Newcomer(
        number: "3100000002", name: "Trần Thị Bình", birthDate: "1984-03-15", sex: .female)

    private static func declare(_ members: [InsuranceNumber] = ["3123456789", "3100000002"]) -> DeclareHousehold {
        DeclareHousehold(facility: "31999", members: members, from: "2026-01-01")
    }

    private static func pay(
        _ household: Household, months: Int = 12, newcomers: [Newcomer]? = [newcomer], amount: Amount = "2322540",
        reference: PlainText = "BL-1"
    ) -> PayHousehold {
        PayHousehold(
            household: household.household, group: "GD", digit: 4, newcomers: newcomers, months: months,
            amount: amount, reference: reference)
    }

    @Test("What is quoted is what is paid; the members are covered, each on its place, in the same write")
    func paid() async throws {
        let office = try await Self.office()
        _ = try await office.insurance.call(HandedIn.enrolment(group: "GD", lastDay: "2025-12-31"))
        let declared = try await office.insurance.answer(Self.declare(), as: Caller.insurer)
        let household = declared.reply
        let quote = try await office.insurance.call(
            QuoteHousehold(household: household.household, group: "GD", months: 12), as: Caller.insurer)
        #expect(quote.total == "2322540.00")
        let payment = try await office.insurance.call(Self.pay(household), as: Caller.insurer)
        #expect(payment.shares == quote.shares)
        #expect(payment.reference == "BL-1")
        #expect(payment.shares.map(\.amount) == ["1366200.00", "956340.00"])
        for number in ["3123456789", "3100000002"] as [CardReference] {
            let member = try await office.insurance.call(GetMember(member: number), as: Caller.insurer)
            let coverage = try #require(member.coverages.last)
            #expect(coverage.group == "GD")
            #expect(coverage.from == "2026-08-10")
            #expect(coverage.lastDay == "2027-08-09")
            #expect(coverage.facility == "31999")
        }
        let shown = try await office.insurance.call(GetHousehold(member: "3100000002"), as: Caller.insurer)
        #expect(shown.household == household.household)
        #expect(shown.paid == payment.shares)
        // Half a year more for the second one alone: on the same place.
        let more = try await office.insurance.call(
            PayHousehold(
                household: household.household, group: "GD", digit: 4, members: ["3100000002"], months: 6,
                amount: "478170", reference: "BL-2"))
        #expect(more.shares.map(\.position) == [2])
        #expect(more.shares.map(\.from) == ["2027-08-10"])
        let then = try await office.insurance.call(
            GetHousehold(household: household.household), metadata: .knowing(declared.metadata.sequence))
        #expect(then == household)
    }

    @Test("What happened to a household is told without naming anybody in the open")
    func told() async throws {
        let office = try await Self.office()
        let household = try await office.insurance.call(Self.declare(["3100000002"]))
        _ = try await office.insurance.call(Self.pay(household, amount: "1366200"))
        let events = try await office.events().filter { $0.subject == household.household.text }
        #expect(events.map(\.type) == [HouseholdDeclared.name, HouseholdPaid.name])
        let paid = try events[1].told(HouseholdPaid.self)
        #expect(paid.total == "1366200.00")
        #expect(paid.members == 1)
        #expect(paid.year == 2026)
        for event in events { #expect(!String(describing: event.data).contains("3100000002")) }
    }

    @Test("A payment that does not fit keeps nothing and covers nobody, and the next one works")
    func refused() async throws {
        let office = try await Self.office()
        let household = try await office.insurance.call(Self.declare(["3100000002"]))
        let head = try await office.head()
        let wrong: [(PayHousehold, String)] = [
            (Self.pay(household, amount: "1366199"), "insurance.household.unfitting"),
            (Self.pay(household, newcomers: nil, amount: "1366200"), "insurance.household.unfitting"),
            (
                Self.pay(
                    household,
                    newcomers: [
                        Self.newcomer,
                        Newcomer(number: "3100000003", name: "Lê Văn Ba", birthDate: "2000-01-01", sex: .male),
                    ], amount: "1366200"), "insurance.household.unfitting"
            ),
            (
                PayHousehold(
                    household: household.household, group: "GD", digit: 4, newcomers: [Self.newcomer], months: 12,
                    paidOn: "2026-08-11", amount: "1366200", reference: "BL-1"), "insurance.household.unfitting"
            ),
            (
                PayHousehold(
                    household: .sample, group: "GD", digit: 4, months: 12, amount: "1366200", reference: "BL-1"),
                "insurance.household.notFound"
            ),
            (
                PayHousehold(
                    household: household.household, group: "GD", digit: 6, newcomers: [Self.newcomer], months: 12,
                    amount: "1366200", reference: "BL-1"), "insurance.member.digitUnknown"
            ),
        ]
        for (request, name) in wrong {
            let failure = try await refusal { try await office.insurance.call(request) }
            #expect(failure?.name == name, "\(request)")
        }
        #expect(try await office.head() == head)
        _ = try await office.insurance.call(Self.pay(household, amount: "1366200"))
        let again = try await refusal {
            try await office.insurance.call(Self.pay(household, newcomers: nil, amount: "1366200"))
        }
        #expect(again?.name == "insurance.household.known")
    }

    @Test("Who left after the day of payment pays for it as well; who is insured far away does not stand in the way")
    func others() async throws {
        let office = try await Self.office()
        for (number, group, facility) in [
            ("3100000002", "GD", "31999"), ("3100000003", "GD", "31999"), ("3100000004", "DN", "48001"),
        ] as [(InsuranceNumber, CardGroup, FacilityCode)] {
            _ = try await office.insurance.call(
                HandedIn.enrolment(
                    number, citizenNumber: nil, group: group, facility: facility,
                    lastDay: group == "DN" ? nil : "2025-12-31"))
        }
        let household = try await office.insurance.call(
            Self.declare(["3100000002", "3100000003", "3100000004"]), as: Caller.insurer(of: "31"))
        _ = try await office.insurance.call(
            DeclareHousehold(
                household: household.household, facility: "31999", members: ["3100000002", "3100000004"],
                from: "2026-08-05"))
        let payment = try await office.insurance.call(
            PayHousehold(
                household: household.household, group: "GD", digit: 4, months: 12, paidOn: "2026-08-01",
                amount: "2322540", reference: "BL-1"), as: Caller.insurer(of: "31"))
        #expect(payment.shares.map(\.number) == ["3100000002", "3100000003"])
    }

    @Test("Nobody lives in two households on one day; who was left out of one can live in another")
    func taken() async throws {
        let office = try await Self.office()
        let first = try await office.insurance.call(Self.declare())
        let taken = try await refusal { try await office.insurance.call(Self.declare(["3100000002"])) }
        #expect(taken?.name == "insurance.household.taken")
        _ = try await office.insurance.call(
            DeclareHousehold(
                household: first.household, facility: "31999", members: ["3123456789"], from: "2026-03-01"))
        let early = try await refusal {
            try await office.insurance.call(
                DeclareHousehold(facility: "31999", members: ["3100000002"], from: "2026-02-28"))
        }
        #expect(early?.name == "insurance.household.taken")
        let second = try await office.insurance.call(
            DeclareHousehold(facility: "31001", members: ["3100000002"], from: "2026-03-01"))
        #expect(try await office.insurance.call(GetHousehold(member: "3100000002")) == second)
    }

    @Test("From elsewhere it looks as if there were no such household, and nobody is paid for who is kept elsewhere")
    func scope() async throws {
        let office = try await Self.office()
        _ = try await office.insurance.call(HandedIn.enrolment(group: "GD", lastDay: "2025-12-31"))
        let household = try await office.insurance.call(Self.declare())
        let requests: [(Principal) async throws -> Failure?] = [
            { caller in
                try await refusal {
                    try await office.insurance.call(GetHousehold(household: household.household), as: caller)
                }
            },
            { caller in
                try await refusal {
                    try await office.insurance.call(GetHousehold(member: "3100000002"), as: caller)
                }
            },
            { caller in try await refusal { try await office.insurance.call(Self.pay(household), as: caller) } },
        ]
        for request in requests {
            #expect(try await request(Caller.insurer(of: "48"))?.name == "insurance.household.notFound")
        }
        let neither = try await refusal { try await office.insurance.call(GetHousehold()) }
        #expect(neither?.name == "insurance.household.unfitting")
        let far = try await office.insurance.call(
            DeclareHousehold(facility: "48001", members: ["3100000009"], from: "2026-01-01"),
            as: Caller.insurer(of: "48"))
        _ = try await office.insurance.call(
            HandedIn.enrolment("3100000009", citizenNumber: nil, group: "GD", lastDay: "2025-12-31"))
        let kept = try await refusal {
            try await office.insurance.call(
                Self.pay(far, newcomers: nil, amount: "1366200"), as: Caller.insurer(of: "48"))
        }
        #expect(kept?.name == "insurance.member.notFound")
    }
}
