// A short run of `make chaos`: real processes killed, stopped and cut off while writers write, and a flipped byte.

import ChaosKit
import Foundation
import TestGround
import Testing

@Suite("chaos", .serialized)
struct ChaosTests {
    @Test("fifteen seconds of trouble lose and double nothing, and a flipped byte is named and never served")
    func shortRun() async throws {
        let program = LiveProcess.programs.appendingPathComponent("sauro-chaos").path
        let run = try await Command.runAside(
            program, ["--seed", "4", "--seconds", "15", "--nemeses", "kill,pause,gateway,flip", "--json"])
        let report = try Report(json: run.output)
        #expect(run.status == 0 && report.holds, "\(report.markdown)\n\(run.errors)")
        let rows = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.nemesis, $0) })
        for nemesis in ["kill", "pause", "gateway"] {
            #expect(rows[nemesis]?.episodes ?? 0 >= 1, "\(nemesis)")
        }
        let all = try #require(rows["all"]).counts
        #expect((all.lost, all.duplicated, all.unexpected) == (0, 0, 0))
        #expect(all.acknowledged > 100)
        #expect(all.found == all.acknowledged + all.recovered)
        #expect(report.checks.count == 9 && report.checks.allSatisfy(\.holds))
        let flip = try #require(report.flip)
        #expect(flip.named == flip.sequence && flip.status == 6)
        #expect(flip.reading == "frame.journal.damaged")
    }
}
