// Units and lineage asked for any date: chains, splits, circles, scopes and subtrees.

import MessageSchema
import Testing

@Suite struct UnitStructureTests {
    /// A version of a unit that begins with the year 2000 unless said otherwise.
    private func unit(
        _ unit: String, under parent: String? = nil, from: String = "2000-01-01", until: String? = nil,
        name: PlainText = "Đơn vị"
    ) -> HealthUnit {
        HealthUnit(
            code: code(unit), name: LocalizedText(vi: name), kind: .other, parent: parent.map(code), from: day(from),
            until: until.map(day))
    }

    /// A row of lineage from 2025-07-01 on.
    private func row(
        _ predecessor: String, _ successor: String, _ share: String = "1", primary: Bool = true,
        from: String = "2025-07-01"
    ) throws -> LineageRow {
        try LineageRow(
            predecessor: code(predecessor), successor: code(successor), from: day(from), share: Share(share),
            primary: primary)
    }

    private func parts(_ resolution: UnitResolution?) -> [String: String]? {
        resolution.map { Dictionary(uniqueKeysWithValues: $0.parts.map { ($0.unit.text, $0.share.text) }) }
    }

    @Test func aUnitIsAsItsVersionOfTheDateSays() {
        let structure = UnitStructure(versions: [
            unit("A", from: "2020-01-01", until: "2025-07-01", name: "Cũ"), unit("A", from: "2025-07-01", name: "Mới"),
        ])
        #expect(structure.version(of: code("A"), on: day("2019-12-31")) == nil)
        #expect(structure.version(of: code("A"), on: day("2020-01-01"))?.name.vi == "Cũ")
        #expect(structure.version(of: code("A"), on: day("2025-06-30"))?.name.vi == "Cũ")
        #expect(structure.version(of: code("A"), on: day("2025-07-01"))?.name.vi == "Mới")
        #expect(structure.life(of: code("A"))?.from == day("2020-01-01"))
        #expect(structure.life(of: code("A"))?.until == nil)
    }

    @Test func versionsNeedNotComeInOrder() {
        let structure = UnitStructure(versions: [
            unit("A", from: "2025-07-01"), unit("A", from: "2020-01-01", until: "2025-07-01"),
        ])
        #expect(structure.versions[code("A")]?.map(\.from) == [day("2020-01-01"), day("2025-07-01")])
    }

    @Test func anActiveUnitResolvesToItself() {
        let resolution = UnitStructure(versions: [unit("A")]).resolve(code("A"), on: day("2025-07-01"))
        #expect(resolution?.state == .active)
        #expect(resolution?.primary == code("A"))
        #expect(parts(resolution) == ["A": "1"])
    }

    @Test func anUnknownCodeDoesNotResolve() {
        let structure = UnitStructure(versions: [unit("A")])
        #expect(structure.resolve(code("B"), on: day("2025-07-01")) == nil)
        #expect(!structure.isKnown(code("B")))
        #expect(structure.primary(of: code("B"), on: day("2025-07-01")) == code("B"))
    }

    @Test func beforeItsFirstDayAUnitIsNotYet() {
        let structure = UnitStructure(versions: [unit("A", from: "2025-07-01")])
        #expect(structure.resolve(code("A"), on: day("2025-06-30"))?.state == .notYet)
        #expect(structure.resolve(code("A"), on: day("2025-06-30"))?.primary == code("A"))
        #expect(structure.resolve(code("A"), on: day("2025-07-01"))?.state == .active)
    }

    @Test func aUnitGoneWithoutSuccessorResolvesToItselfMarked() {
        let resolution = UnitStructure(versions: [unit("A", until: "2025-07-01")])
            .resolve(code("A"), on: day("2025-07-01"))
        #expect(resolution?.state == .dissolved)
        #expect(resolution?.primary == code("A"))
        #expect(parts(resolution) == ["A": "1"])
    }

    @Test func aMergedUnitIsItselfToTheLastDayAndItsSuccessorFromTheNext() throws {
        let structure = UnitStructure(
            versions: [unit("30", until: "2025-07-01"), unit("31")], lineage: [try row("30", "31")])
        let before = structure.resolve(code("30"), on: day("2025-06-30"))
        let after = structure.resolve(code("30"), on: day("2025-07-01"))
        #expect(before?.state == .active)
        #expect(before?.primary == code("30"))
        #expect(after?.state == .dissolved)
        #expect(after?.primary == code("31"))
        #expect(parts(after) == ["31": "1"])
        #expect(structure.primary(of: code("30"), on: day("2025-07-01")) == code("31"))
        #expect(structure.resolve(code("31"), on: day("2025-07-01"))?.state == .active)
    }

    @Test func aChainIsFollowedToItsEnd() throws {
        let structure = UnitStructure(
            versions: [unit("A", until: "2010-01-01"), unit("B", until: "2020-01-01"), unit("C")],
            lineage: [try row("B", "C", from: "2020-01-01"), try row("A", "B", from: "2010-01-01")])
        #expect(structure.resolve(code("A"), on: day("2015-01-01"))?.primary == code("B"))
        #expect(structure.resolve(code("A"), on: day("2020-01-01"))?.primary == code("C"))
        #expect(parts(structure.resolve(code("A"), on: day("2020-01-01"))) == ["C": "1"])
    }

    @Test func aSplitOfASplitHasTheProductsOfTheShares() throws {
        let structure = UnitStructure(
            versions: ["A", "B", "C", "D", "E"].map { unit($0) },
            lineage: [
                try row("A", "B", "0.6", primary: true), try row("A", "C", "0.4", primary: false),
                try row("B", "D", "0.5", primary: false, from: "2026-01-01"),
                try row("B", "E", "0.5", primary: true, from: "2026-01-01"),
            ])
        #expect(parts(structure.resolve(code("A"), on: day("2025-07-01"))) == ["B": "0.6", "C": "0.4"])
        #expect(structure.resolve(code("A"), on: day("2025-07-01"))?.primary == code("B"))
        #expect(parts(structure.resolve(code("A"), on: day("2026-01-01"))) == ["C": "0.4", "D": "0.3", "E": "0.3"])
        #expect(structure.resolve(code("A"), on: day("2026-01-01"))?.primary == code("E"))
    }

    @Test func partsThatMeetAgainAreAdded() throws {
        let structure = UnitStructure(
            versions: ["A", "B", "C", "D"].map { unit($0) },
            lineage: [
                try row("A", "B", "0.7"), try row("A", "C", "0.3", primary: false), try row("B", "D"),
                try row("C", "D"),
            ])
        #expect(parts(structure.resolve(code("A"), on: day("2025-07-01"))) == ["D": "1"])
    }

    @Test func aCircleInTheDataHasAnEnd() throws {
        let structure = UnitStructure(
            versions: [unit("A", under: "B"), unit("B", under: "A")], lineage: [try row("A", "B"), try row("B", "A")])
        #expect(structure.resolve(code("A"), on: day("2025-07-01"))?.primary == code("B"))
        #expect(parts(structure.resolve(code("A"), on: day("2025-07-01"))) == ["B": "1"])
        let parents = UnitStructure(versions: [unit("A", under: "B"), unit("B", under: "A"), unit("C")])
        #expect(!parents.isWithin(code("A"), code("C"), on: day("2025-07-01")))
        #expect(parents.subtree(of: code("A"), on: day("2025-07-01")) == [code("A"), code("B")])
    }

    @Test func aUnitStandsWithinAllUnitsAboveIt() {
        let structure = UnitStructure(versions: [unit("A"), unit("B", under: "A"), unit("C", under: "B"), unit("D")])
        #expect(structure.isWithin(code("C"), code("A"), on: day("2025-07-01")))
        #expect(structure.isWithin(code("C"), code("C"), on: day("2025-07-01")))
        #expect(!structure.isWithin(code("A"), code("C"), on: day("2025-07-01")))
        #expect(!structure.isWithin(code("C"), code("D"), on: day("2025-07-01")))
    }

    @Test func aScopeFollowsItsUnitIntoTheSuccessor() throws {
        let structure = UnitStructure(
            versions: [
                unit("OLD", until: "2025-07-01"), unit("NEW"), unit("CHILD", under: "OLD"), unit("OTHER", under: "NEW"),
            ],
            lineage: [try row("OLD", "NEW")])
        #expect(!structure.isWithin(code("OTHER"), code("OLD"), on: day("2025-06-30")))
        #expect(structure.isWithin(code("OTHER"), code("OLD"), on: day("2025-07-01")))
        #expect(structure.isWithin(code("CHILD"), code("NEW"), on: day("2025-07-01")))
        #expect(!structure.isWithin(code("CHILD"), code("NEW"), on: day("2025-06-30")))
        #expect(structure.parent(of: code("CHILD"), on: day("2025-07-01")) == code("NEW"))
        #expect(structure.parent(of: code("CHILD"), on: day("2025-06-30")) == code("OLD"))
    }

    @Test func aUnitGoneWithoutSuccessorStillBelongsWhereItStood() {
        let structure = UnitStructure(versions: [unit("A"), unit("B", under: "A", until: "2025-07-01")])
        #expect(structure.isWithin(code("B"), code("A"), on: day("2026-01-01")))
        #expect(structure.parent(of: code("B"), on: day("2026-01-01")) == nil)
    }

    @Test func aSubtreeHoldsWhatExistsOnTheDate() throws {
        let structure = UnitStructure(
            versions: [
                unit("OLD", until: "2025-07-01"), unit("NEW"), unit("CHILD", under: "OLD"),
                unit("GRANDCHILD", under: "CHILD"), unit("LATER", under: "NEW", from: "2026-01-01"),
            ],
            lineage: [try row("OLD", "NEW")])
        let old = code("OLD")
        #expect(structure.subtree(of: old, on: day("2025-06-30")) == Set(["OLD", "CHILD", "GRANDCHILD"].map(code)))
        #expect(structure.subtree(of: old, on: day("2025-07-01")) == Set(["NEW", "CHILD", "GRANDCHILD"].map(code)))
        #expect(structure.subtree(of: code("NEW"), on: day("2025-06-30")) == [code("NEW")])
        #expect(structure.subtree(of: code("NEW"), on: day("2026-01-01")).contains(code("LATER")))
    }

    @Test func unitsOfADateAreListedByCode() {
        let structure = UnitStructure(versions: [unit("B"), unit("A"), unit("C", until: "2020-01-01")])
        #expect(structure.units(on: day("2025-07-01")).map(\.code.text) == ["A", "B"])
    }
}
