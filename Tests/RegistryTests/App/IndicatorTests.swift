// The methods of indicators through the service.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct IndicatorTests {
    @Test func `indicators are defined, aimed at, counted, and held against their targets`() async throws {
        let registry = try await RegistryFixture.start()
        let defined = try await registry.define()
        try await registry.define("stunting_u5_pct", .lower, strict: true)
        #expect(defined.strict == false)
        #expect(
            try await registry.service.call(ListIndicators()).items.map(\.code.text) == [
                "bhyt_coverage_pct", "stunting_u5_pct",
            ])
        #expect(try await registry.service.call(ListIndicators(limit: 1)).items == [defined])
        try await registry.aim(2023, "93.2")
        try await registry.aim(2030, "100")
        try await registry.count(2023, "93.35")
        try await registry.count(2024, "94.2")
        #expect(try await registry.aim(2023, "18.6", of: "stunting_u5_pct").strict)
        try await registry.count(2023, "18.6", of: "stunting_u5_pct")
        let rows = try await registry.progress()
        #expect(
            rows.map { "\($0.indicator) \($0.year) \($0.met.rawValue) \($0.distance?.text ?? "-")" } == [
                "bhyt_coverage_pct 2023 yes 0.15", "bhyt_coverage_pct 2024 noTarget -",
                "bhyt_coverage_pct 2030 noActual -", "stunting_u5_pct 2023 no 0",
            ])
        #expect(rows[0].target == measure("93.2"))
        #expect(rows[0].actual == measure("93.35"))
        #expect(rows[0].name == defined.name)
        #expect(rows[0].measuredIn == "%")
        #expect(try await registry.progress(ShowIndicatorProgress(year: 2023)) == [rows[0], rows[3]])
        let code = indicatorCode("bhyt_coverage_pct")
        #expect(try await registry.progress(ShowIndicatorProgress(indicator: code)) == Array(rows.prefix(3)))
        #expect(try await registry.progress(ShowIndicatorProgress(year: 2024, indicator: code)) == [rows[1]])
        #expect(try await registry.progress(ShowIndicatorProgress(year: 2022)) == [])
        let page = try await registry.service.call(ShowIndicatorProgress(limit: 3))
        #expect(page.items == Array(rows.prefix(3)))
        #expect(try await registry.progress(ShowIndicatorProgress(limit: 3, cursor: page.nextCursor)) == [rows[3]])
    }

    @Test func `a later figure or target takes the place of an earlier one, which stays known`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.define()
        try await registry.aim(2023, "93.2")
        try await registry.count(2023, "93.1")
        let before = try await registry.service.answer(ShowIndicatorProgress())
        #expect(before.reply.items.map(\.met) == [.no])
        try await registry.count(2023, "93.35")
        #expect(try await registry.progress().map(\.met) == [.yes])
        try await registry.aim(2023, "93.35", strict: true)
        #expect(try await registry.progress().map(\.met) == [.no])
        #expect(try await registry.progress(metadata: at(knownAt: before.metadata.sequence)) == before.reply.items)
        #expect(try await registry.progress(metadata: at(knownAt: 0)) == [])
        #expect(try await registry.events(IndicatorRecorded.name).count == 2)
    }

    @Test func `an area has figures of its own, held against the same targets`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.define()
        try await registry.aim(2023, "93.2")
        try await registry.count(2023, "93.35")
        try await registry.count(2023, "91.5", area: "30")
        let rows = try await registry.progress(ShowIndicatorProgress(area: code("30")))
        #expect(rows.map(\.actual) == [measure("91.5")])
        #expect(rows.map(\.area) == [code("30")])
        #expect(rows.map(\.met) == [.no])
        #expect(try await registry.progress().map(\.actual) == [measure("93.35")])
        #expect(try await registry.progress(ShowIndicatorProgress(area: code("31"))).map(\.met) == [.noActual])
        let nowhere = try await failure { _ = try await registry.progress(ShowIndicatorProgress(area: code("X"))) }
        #expect(nowhere?.name == "frame.unit.notFound")
    }

    @Test func `what the rules refuse is refused through the service`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.define()
        let names = [
            try await failure { try await registry.define() },
            try await failure { try await registry.define("other", owner: "NOWHERE") },
            try await failure { try await registry.aim(2023, "1", of: "other") },
            try await failure { try await registry.aim(20_235, "1") },
            try await failure { try await registry.count(2023, "1", of: "other") },
            try await failure { try await registry.count(2026, "1") },
            try await failure { try await registry.count(2023, "1", area: "NOWHERE") },
            try await failure { _ = try await registry.progress(ShowIndicatorProgress(year: 202)) },
            try await failure {
                _ = try await registry.progress(ShowIndicatorProgress(indicator: indicatorCode("other")))
            },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.indicator.codeTaken", "frame.unit.notFound", "registry.indicator.notFound",
                "registry.indicator.yearOutOfRange", "registry.indicator.notFound", "registry.indicator.futureYear",
                "frame.unit.notFound", "registry.indicator.yearOutOfRange", "registry.indicator.notFound",
            ])
    }

    @Test func `the owner keeps an indicator; an area keeps its own figures and no others`() async throws {
        let registry = try await RegistryFixture.start()
        let owner = Principal.with("an", roles: [.organiser], scope: "HP-DOH")
        let province = Principal.with("ha", roles: [.organiser], scope: "30")
        try await registry.define(as: owner)
        try await registry.aim(2023, "93.2", as: owner)
        try await registry.count(2023, "93.35", as: owner)
        #expect(try await registry.count(2023, "91.5", area: "30", as: province).area == code("30"))
        let names = [
            try await failure { try await registry.count(2023, "99", as: province) },
            try await failure { try await registry.count(2023, "99", area: "31", as: province) },
            try await failure { try await registry.aim(2023, "1", as: province) },
            try await failure { try await registry.define("other", owner: "HP-DOH", as: province) },
            try await failure { try await registry.count(2023, "1", as: RegistryFixture.reader) },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.indicator.notFound", "registry.indicator.notFound", "registry.indicator.notFound",
                "frame.unit.notFound", "frame.scope.forbidden",
            ])
    }
}
