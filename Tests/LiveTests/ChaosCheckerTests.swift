// The checker of `make chaos` on histories made up by hand: it must see what was lost, doubled, unexpected, recovered.
// And its schedule: the same seed, the same trouble.

import ChaosKit
import Testing

@Suite struct ChaosCheckerTests {
    private func write(
        _ mark: String, _ outcome: AttemptedWrite.Outcome, nemesis: String = "kill", service: String = "tasks"
    ) -> AttemptedWrite {
        AttemptedWrite(service: service, mark: mark, nemesis: nemesis, outcome: outcome)
    }

    private func entry(
        _ mark: String, _ subject: String, _ sequence: Int64 = 1, service: String = "tasks"
    ) -> FoundWrite {
        FoundWrite(service: service, mark: mark, subject: subject, sequence: sequence)
    }

    /// Counts without zeros.
    private func counts(_ change: (inout Counts) -> Void) -> Counts {
        var counts = Counts()
        change(&counts)
        return counts
    }

    @Test func whatWasAcknowledgedAndIsThereIsWell() {
        let verdict = Checker.verdict(of: [write("a", .acknowledged(subject: "1"))], found: [entry("a", "1")])
        #expect(verdict.counts["kill"] == counts { ($0.attempted, $0.acknowledged, $0.found) = (1, 1, 1) })
        #expect(verdict.findings.isEmpty)
        #expect(verdict.total.holds)
    }

    @Test func whatWasAcknowledgedAndIsNotThereIsLost() {
        let verdict = Checker.verdict(of: [write("a", .acknowledged(subject: "1"))], found: [])
        #expect(verdict.counts["kill"] == counts { ($0.attempted, $0.acknowledged, $0.lost) = (1, 1, 1) })
        #expect(verdict.findings == ["lost: tasks a (kill), acknowledged as 1"])
        #expect(!verdict.total.holds)
    }

    @Test func whatIsThereUnderAnotherIdentifierIsLost() {
        let verdict = Checker.verdict(of: [write("a", .acknowledged(subject: "1"))], found: [entry("a", "2")])
        #expect(verdict.total.lost == 1)
    }

    @Test func whatIsInAnotherServicesJournalIsLostAndUnexpected() {
        let verdict = Checker.verdict(
            of: [write("a", .acknowledged(subject: "1"))], found: [entry("a", "1", service: "registry")])
        #expect((verdict.total.lost, verdict.total.unexpected) == (1, 1))
    }

    @Test(arguments: [AttemptedWrite.Outcome.acknowledged(subject: "1"), .unknown])
    func whatIsThereTwiceIsDuplicated(outcome: AttemptedWrite.Outcome) {
        let verdict = Checker.verdict(of: [write("a", outcome)], found: [entry("a", "1", 7), entry("a", "2", 9)])
        #expect((verdict.total.duplicated, verdict.total.lost, verdict.total.found) == (1, 0, 1))
        #expect(verdict.findings == ["duplicated: tasks a (kill) at [7, 9]"])
        #expect(!verdict.total.holds)
    }

    @Test func whatNobodyAttemptedIsUnexpected() {
        let verdict = Checker.verdict(of: [], found: [entry("a", "1", 7)])
        #expect(verdict.counts == [AttemptedWrite.quiet: counts { $0.unexpected = 1 }])
        #expect(verdict.findings == ["unexpected: tasks 7, which nobody wrote"])
        #expect(!verdict.total.holds)
    }

    @Test func whatWasSaidNotToHaveRunAndIsThereIsUnexpected() {
        let verdict = Checker.verdict(of: [write("a", .refused)], found: [entry("a", "1", 7)])
        #expect(verdict.total == counts { ($0.attempted, $0.found, $0.unexpected) = (1, 1, 1) })
        #expect(verdict.findings == ["unexpected: tasks a (kill) at 7, said not to have been executed"])
    }

    @Test func whatWasSaidNotToHaveRunAndIsNotThereIsWell() {
        #expect(Checker.verdict(of: [write("a", .refused)], found: []).total == counts { $0.attempted = 1 })
    }

    @Test func whatWasGivenUpIsRecoveredIfItIsThereAndWellIfNot() {
        let verdict = Checker.verdict(of: [write("a", .unknown), write("b", .unknown)], found: [entry("a", "1")])
        #expect(verdict.total == counts { ($0.attempted, $0.found, $0.recovered) = (2, 1, 1) })
        #expect(verdict.total.holds)
    }

    @Test func eachNemesisHasItsOwnCounts() {
        let writes = [
            write("a", .acknowledged(subject: "1")), write("b", .acknowledged(subject: "2"), nemesis: "pause"),
            write("c", .unknown, nemesis: "pause"),
        ]
        let verdict = Checker.verdict(of: writes, found: [entry("b", "2")])
        #expect(verdict.counts["kill"] == counts { ($0.attempted, $0.acknowledged, $0.lost) = (1, 1, 1) })
        #expect(verdict.counts["pause"] == counts { ($0.attempted, $0.acknowledged, $0.found) = (2, 1, 1) })
    }

    @Test func aReportHoldsOnlyIfAllOfItDoes() {
        var report = Report(seed: 1, seconds: 1)
        #expect(report.holds)
        report.checks = [Report.Check("the chain", "broken", holds: false)]
        #expect(!report.holds)
        report.checks = []
        report.flip = Report.Flip(service: "tasks", sequence: 4, named: 4, status: 6, reading: Report.Flip.served)
        #expect(!report.holds)
        report.flip = Report.Flip(service: "tasks", sequence: 4, named: 3, status: 6, reading: "error")
        #expect(!report.holds)
        report.flip = Report.Flip(service: "tasks", sequence: 4, named: 4, status: 6, reading: "error")
        #expect(report.holds)
        report.rows = [Report.Row(nemesis: "kill", episodes: 1, counts: counts { $0.duplicated = 1 })]
        #expect(!report.holds)
        #expect(report.markdown.contains("| kill | 1 | 0 | 0 | 0 | 0 | 1 | 0 | 0 |  |"))
    }

    private func episodes(seed: UInt64) -> [Episode] {
        var schedule = Schedule(
            seed: seed, nemeses: Nemesis.allCases, services: ["registry", "tasks"], onSmallDisk: ["tasks"])
        return (0..<70).compactMap { _ in schedule.next() }
    }

    @Test func aSeedDecidesTheWholeSchedule() {
        #expect(episodes(seed: 1) == episodes(seed: 1))
        #expect(episodes(seed: 1) != episodes(seed: 2))
    }

    @Test func everyNemesisComesOnceARound() {
        let all = episodes(seed: 1)
        let count = Nemesis.allCases.count
        for round in stride(from: 0, to: all.count - count, by: count) {
            #expect(Set(all[round..<round + count].map(\.nemesis)) == Set(Nemesis.allCases))
        }
        #expect(all.filter { $0.nemesis == .disk }.allSatisfy { $0.victims == ["tasks"] })
        let pauses = all.filter { $0.nemesis == .pause }
        #expect(pauses.contains { $0.length < 3000 } && pauses.contains { $0.length > 3000 })
        let jumps = all.filter { $0.nemesis == .machineClock }
        #expect(jumps.contains { $0.amount < 0 } && jumps.contains { $0.amount > 0 })
        #expect(all.filter { $0.nemesis == .suiteClock }.allSatisfy { $0.amount > 0 })
    }
}
