// Power cuts under the store: whatever was acknowledged is there afterwards, and nothing is there by halves. The short
// form is forty cuts; `make power-loss CUTS=1000 SEED=7` makes as many as one likes.

import Foundation
import TestGround
import Testing

@Suite(.engines(.sqlite)) struct PowerLossTests {
    @Test func everyAcknowledgedWriteOutlivesPowerCuts() async throws {
        let cuts = Self.setting("SAURO_POWER_CUTS") ?? 40
        let seed = Self.setting("SAURO_POWER_SEED") ?? 1
        var run = PowerLossRun()
        try await run.cut(cuts, seed: UInt64(seed))
        print("\(run.table)\n  from seed \(seed) on")
        let failures = run.failures.map(\.description).joined(separator: "\n")
        #expect(run.failures.count == 0, "\(failures)")
        #expect(run.cuts == cuts)
        #expect(run.acknowledged > cuts)
        // Several writes share a commit.
        #expect(run.written > Int(run.batches))
    }

    /// The test itself must be able to fail.
    @Test func aDiskThatLiesAboutSyncsIsFoundOut() async throws {
        var run = PowerLossRun()
        try await run.cut(8, seed: 1, liesAboutSyncs: true)
        #expect(run.failures.contains { $0.faults.contains { $0.hasSuffix("is lost") } })
        for failure in run.failures { try FileManager.default.removeItem(atPath: failure.folder) }
    }

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }
}
