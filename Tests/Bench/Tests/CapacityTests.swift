// The figures: medians, tables, and what a demand needs, by numbers that can be worked out by hand.

import BenchKit
import Testing

@Suite("The bench's figures")
struct CapacityTests {
    private func sample(
        _ work: String, instances: Int = 1, engine: String = "sqlite", rate: Double = 1000, cost: Double = 100
    ) -> Sample {
        Sample(
            engine: engine, instances: instances, work: work, callsPerSecond: rate, p50: 1, p99: 2,
            gatewayMicroseconds: cost, serviceMicroseconds: 2 * cost, serverMicroseconds: cost)
    }

    private func measurements(_ samples: [Sample], bytes: [String: Double] = [:]) -> Measurements {
        Measurements(day: "2026-01-01", machine: "", setting: "", samples: samples, bytesPerWrite: bytes)
    }

    private var whole: Measurements {
        let works = ["registry read", "registry write", "tasks write", "insurance read", "insurance write"]
        return measurements(works.map { sample($0) }, bytes: ["insurance write": 4000])
    }

    @Test("A median is the middle one, of an even number the mean of the middle two, of none no number")
    func medians() {
        #expect(Measurements.median([3, 1, 2]) == 2)
        #expect(Measurements.median([4, 1, 3, 2]) == 2.5)
        #expect(Measurements.median([]).isNaN)
    }

    @Test("The rounds of a cell become one row, with the ratio to one instance of the same engine")
    func table() {
        let rounds = [1000.0, 9000, 1200].map { sample("registry read", rate: $0) }
        let two = sample("registry read", instances: 2, rate: 1800)
        let other = sample("registry read", instances: 2, engine: "postgresql", rate: 600)
        let rows = measurements(rounds + [two, other]).table.split(separator: "\n")
        #expect(rows.count == 5)
        #expect(rows[2] == "| sqlite | registry read | 1 | 1 200 | 1.00 | 1.0 | 2.0 | 100 | 200 | 100 |")
        #expect(rows[3].hasPrefix("| sqlite | registry read | 2 | 1 800 | 1.50 |"))
        #expect(rows[4].hasPrefix("| postgresql | registry read | 2 | 600 |  |"))
    }

    @Test("Processors are the peak's calls times their cost, over the share that may be busy")
    func processors() throws {
        let country = try #require(Area.all.last)
        let perSecond = Demand.country.reduce(0) { $0 + $1.perYear } / (365 * 86_400)
        let needed = try #require(Capacity(whole).processors(country, engine: "sqlite"))
        #expect(abs(needed - perSecond * 10 * 400e-6 / 0.5) < 1e-9)
        let province = try #require(Capacity(whole).processors(Area.all[0], engine: "sqlite"))
        #expect(abs(needed / province - 34) < 1e-9)
    }

    @Test("What was not measured is not computed")
    func unmeasured() {
        let part = Capacity(measurements([sample("registry read"), sample("tasks write", instances: 2)]))
        #expect(part.processors(Area.all[0], engine: "sqlite") == nil)
        #expect(part.writerShare(Area.all[0], Demand.country[4], engine: "sqlite") == nil)
        #expect(part.page.contains("| a mean province | – |"))
    }

    @Test("A writer's share is the peak of its writes over what it was measured to do")
    func writerShare() throws {
        let claims = Demand.country[0]
        let share = try #require(Capacity(whole).writerShare(Area.all[2], claims, engine: "sqlite"))
        #expect(abs(share - 195.5e6 / (365 * 86_400) * 10 / 1000) < 1e-9)
        #expect(Capacity(whole).bytesPerYear(Area.all[2]) == 4000 * 195.5e6)
    }

    @Test("The page has a table of the demand and one an engine")
    func page() {
        let page = Capacity(whole).page
        #expect(page.contains("| claims handed in, decided and posted | insurance write | 195.5 | 6.2 | 62 |"))
        #expect(page.contains("| on sqlite | processors |"))
        #expect(!page.contains("on postgresql"))
    }

    @Test("A contest's ratio is the median of its rounds' own; of times it is theirs by ours")
    func contest() {
        var rate = Contest("a", against: "b", setting: "", aim: 2)
        for (ours, theirs) in [(300.0, 100.0), (100, 100), (200, 100)] { rate.add(ours: ours, theirs: theirs) }
        #expect(rate.ratio == 2 && rate.isMet)
        var time = Contest("a", against: "b", setting: "", measure: .microseconds, aim: 0.6)
        time.add(ours: 20, theirs: 10)
        #expect(time.ratio == 0.5 && !time.isMet)
        let table = ContestFigures(day: "", machine: "", setting: "", contests: [rate, time]).table
        let rows = table.split(separator: "\n")
        #expect(rows[2] == "| a | b | calls/s | 200 | 100 | 2.00 | 2.00 | yes |")
        #expect(rows[3] == "| a | b | µs | 20.0 | 10.0 | 0.50 | 0.60 | no |")
    }
}
