// Which entitlement a visit comes under, by the acts of the examples and by rows that are wrong.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct EntitlementRulesTests {
    @Test("Fact E5: a visit that fits 1.1 and 2 is 1.1, the first from the top (Decision 3276/QĐ-BYT)")
    func acceptanceFactE5() throws {
        let found = try find("ownFacility", "emergency")
        #expect(found.code == "1.1")
        #expect(found.fitting.map(\.code) == ["1.1", "2"])
        #expect(found.fitting[0].act == "3276/QĐ-BYT")
    }

    @Test(
        "The entitlement of a visit",
        arguments: [
            ("1.2", "ownFacility communeStation initialLevel"), ("1.3", "referral specialisedLevel inpatient"),
            ("1.11", "initialLevel outpatient"), ("2", "initialLevel outpatient emergency"),
            ("1.12", "basicLevel outpatient pointsBelow50 formerlyDistrict"),
            ("1.13", "basicLevel outpatient points50To70"),
            ("1.16", "basicLevel outpatient points50To70 listedForBasic"),
            ("1.14", "basicLevel outpatient pointsBelow50 formerlyProvincial"),
            ("1.14", "basicLevel outpatient pointsBelow50 formerlyCentral"),
            ("1.15", "basicLevel inpatient formerlyDistrict"), ("1.17", "specialisedLevel listedForSpecialised"),
            ("1.18", "specialisedLevel outpatient formerlyProvincial"),
            ("2", "specialisedLevel outpatient formerlyProvincial emergency"),
            ("3.1", "specialisedLevel inpatient formerlyCentral"),
            ("3.2", "specialisedLevel inpatient formerlyProvincial"),
            ("3.3", "specialisedLevel outpatient formerlyDistrict"), ("3.3", "basicLevel outpatient formerlyDistrict"),
            ("3.6", "specialisedLevel inpatient difficultArea"), ("7", "pickUp epidemicPickUp"), ("10", "pickUp"),
            ("8", "recall"), ("9", "uninsured"),
        ])
    func codes(code: String, circumstances: String) throws {
        let words = circumstances.split(separator: " ").map(String.init)
        #expect(try find(words).code?.text == code)
        // Whatever order they are told in.
        #expect(try find(words.reversed()).code?.text == code)
    }

    @Test("An entitlement that fits in two ways is named once; one that fits none leaves nothing")
    func onceOrNone() throws {
        #expect(
            try find("basicLevel", "outpatient", "formerlyDistrict", "pointsBelow50").fitting.map(\.code) == [
                "1.12", "3.3",
            ])
        let none = try find("specialisedLevel", "outpatient")
        #expect(none.code == nil && none.fitting.isEmpty)
    }

    @Test("The rates are those of the day and of the kind of visit that is told")
    func rates() throws {
        let before = try find(["specialisedLevel", "formerlyProvincial", "outpatient"], on: "2026-06-30").fitting
        #expect(before.map(\.outpatient) == ["0"] && before.map(\.inpatient) == [nil])
        let after = try find(["specialisedLevel", "formerlyProvincial", "outpatient"], on: "2026-07-01").fitting
        #expect(after.map(\.outpatient) == ["50"])
        let both = try find("specialisedLevel", "formerlyCentral").fitting
        #expect(both.map(\.outpatient) == ["0"] && both.map(\.inpatient) == ["40"])
    }

    @Test("Each entitlement of the list that pays has a place, and no other", arguments: ["2025-01-01", "2026-08-01"])
    func complete(day: String) {
        let day = CalendarDate(known: day)
        let listed = Set(ExamplePolicy.policy.entitlements(on: day).map(\.row.code))
        #expect(listed == ExamplePolicy.policy.codes)
    }

    @Test(
        "Circumstances that are unknown or contradict are refused",
        arguments: [
            (["emergncy"], "there is no circumstance \"emergncy\"; there are outpatient, inpatient"),
            (["inpatient", "outpatient"], "outpatient and inpatient cannot both be true"),
            (["basicLevel", "specialisedLevel"], "basicLevel and specialisedLevel cannot both be true"),
        ])
    func unfitting(words: [String], why: String) {
        let error = #expect(throws: EntitlementRejection.self) { try find(words) }
        #expect(error?.name == "insurance.entitlement.unfitting")
        #expect(error?.message.contains(why) == true)
    }

    @Test("Before the list there is none to ask")
    func unsettled() {
        let error = #expect(throws: EntitlementRejection.self) { try find(["emergency"], on: "2024-12-31") }
        #expect(error == .unsettled("2024-12-31"))
    }

    @Test(
        "A row that no visit or every visit would fit is refused",
        arguments: [
            (0, ["emergency"], nil, "0 is no place"), (10, [], nil, "would fit every visit"),
            (10, ["emergency"], ["emergency"], "It needs and excludes emergency."),
            (10, ["inpatient", "outpatient"], nil, "cannot both be true"),
            (10, ["emergency"], ["luck"], "there is no circumstance \"luck\""),
        ] as [(Int, [String], [String]?, String)])
    func flaws(place: Int, needs: [String], unless: [String]?, why: String) {
        let row = EntitlementRow(
            place: place, code: "2", needs: needs.map(PlainText.init(known:)),
            unless: unless?.map(PlainText.init(known:)), from: "2027-01-01", article: "Điều 1")
        let act = PolicyAct(act: "1/TT", title: LocalizedText(vi: "Mã", en: "Codes"), entitlements: [row])
        let findings = PolicyCheck.findings(of: act, beside: [])
        #expect(findings.map(\.rule) == ["row.unreadable"])
        #expect(findings.first?.message.contains(why) == true)
    }

    @Test("Two entitlements in one place are an overlap, two ways of excluding contraries are not")
    func places() {
        let rows = ["1.1", "2"].map { code in
            EntitlementRow(
                place: 10, code: RoutingCode(known: code), needs: ["emergency"],
                unless: ["formerlyProvincial", "formerlyCentral"], from: "2027-01-01", article: "Điều 1")
        }
        func findings(_ rows: [EntitlementRow]) -> [String] {
            let act = PolicyAct(act: "1/TT", title: LocalizedText(vi: "Mã", en: "Codes"), entitlements: rows)
            return PolicyCheck.findings(of: act, beside: []).map(\.rule)
        }
        #expect(findings(rows) == ["row.overlap"])
        #expect(findings([rows[0]]).isEmpty)
    }

    @Test("A place that an act gives to another entitlement is a change in words")
    func difference() {
        let row = EntitlementRow(
            place: 160, code: "2", needs: ["emergency", "basicLevel"], from: "2027-01-01", article: "Điều 1")
        let act = PolicyAct(act: "1/TT", title: LocalizedText(vi: "Mã", en: "Codes"), entitlements: [row])
        let changes = PolicyDiff.changes(by: act, beside: ExamplePolicy.acts)
        #expect(changes.map(\.key) == ["160"])
        #expect(changes.first?.before == "2: emergency" && changes.first?.after == "2: emergency, basicLevel")
        #expect(changes.first?.en.contains("the place 160 of the list of entitlements") == true)
    }

    private func find(_ words: String...) throws -> FindEntitlement.Reply { try find(words) }
    private func find(_ words: [String], on day: CalendarDate = "2026-08-10") throws -> FindEntitlement.Reply {
        try EntitlementRules.find(
            FindEntitlement(circumstances: words.map(PlainText.init(known:)), day: day), by: ExamplePolicy.policy,
            today: "2026-08-10")
    }
}
