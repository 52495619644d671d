// Many power cuts, one after the other, on disks that live several lives each; what they hit, and what went wrong.

import Foundation
import Surroundings

/// Power cuts, counted.
struct PowerLossRun {
    /// A cut after which something was wrong.
    struct Failure: CustomStringConvertible {
        var seed: UInt64
        var life: Int
        var moment: String
        var faults: [String]
        /// What the disk held, for whoever looks for the cause.
        var folder: String

        var description: String {
            let more = faults.count > 5 ? ["and \(faults.count - 5) more"] : []
            return """
                cut \(life) of seed \(seed) (\(moment)), disk kept in \(folder): \
                \((faults.prefix(5) + more).joined(separator: "; "))
                """
        }
    }

    /// Cuts that one disk lives through.
    static let livesMax = 4
    private(set) var cuts = 0
    /// Acknowledged writes that were looked for after a cut, each counted as often as it was.
    private(set) var acknowledged = 0
    /// Commits, and the writes that shared them, on all disks together.
    private(set) var batches: Int64 = 0
    private(set) var written = 0
    private(set) var failures: [Failure] = []
    private var moments: [String: Int] = [:]

    /// Cuts the power that many times; stops at the tenth failure. The seed's first disk has the seed itself, the
    /// next one more, so that a failure is repeated by its own seed.
    mutating func cut(_ times: Int, seed: UInt64, liesAboutSyncs: Bool = false) async throws {
        var disk = seed
        while cuts < times, failures.count < 10 {
            try await live(seed: disk, until: times, liesAboutSyncs)
            disk &+= 1
        }
    }

    private mutating func live(seed: UInt64, until times: Int, _ liesAboutSyncs: Bool) async throws {
        var image: DiskImage = [:]
        var ledger = PowerLossLedger()
        for number in 1...Self.livesMax where cuts < times {
            let life = try PowerLossLife(
                number, seed: seed, image: image, ledger: ledger, liesAboutSyncs: liesAboutSyncs)
            (image, ledger) = await life.run()
            cuts += 1
            acknowledged += ledger.kept.count
            moments[life.moment, default: 0] += 1
            let (check, faults) = await look(at: image, ledger)
            guard let check, faults.isEmpty else {
                return try keep(
                    image, Failure(seed: seed, life: number, moment: life.moment, faults: faults, folder: ""))
            }
            ledger = check.ledger
            if number == Self.livesMax || cuts == times {
                batches += check.batches
                written += ledger.kept.count
            }
        }
    }

    private func look(at image: DiskImage, _ ledger: PowerLossLedger) async -> (PowerLossCheck?, faults: [String]) {
        do {
            let check = try await PowerLossCheck.run(image, ledger)
            return (check, check.faults)
        } catch {
            return (nil, ledger.faults + ["the store does not open: \(error)"])
        }
    }

    private mutating func keep(_ image: DiskImage, _ failure: Failure) throws {
        var failure = failure
        failure.folder =
            "\(FileManager.default.temporaryDirectory.path)/sauro-power-loss-\(failure.seed)-\(failure.life)"
        if FileManager.default.fileExists(atPath: failure.folder) {
            try FileManager.default.removeItem(atPath: failure.folder)
        }
        try FileManager.default.createDirectory(atPath: failure.folder, withIntermediateDirectories: true)
        try Disk.write(image, to: failure.folder)
        failures.append(failure)
    }

    /// How much was done and found, and how many cuts hit what.
    var table: String {
        let lines = moments.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "  \($0.value) \($0.key)" }
        let head = """
            power loss: \(cuts) cuts, \(failures.count) with faults; \(written) writes in \(batches) commits, \
            acknowledged ones looked for \(acknowledged) times; the cuts hit
            """
        return ([head] + lines).joined(separator: "\n")
    }
}
