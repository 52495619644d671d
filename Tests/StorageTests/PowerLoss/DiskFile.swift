// One file as a disk has it: the bytes of its last sync, and every change since. What a power cut leaves of it is
// those bytes and some of the changes.

import Surroundings

/// Which of the changes since the last sync outlive a power cut.
enum Survival: String, CaseIterable, Sendable {
    /// None.
    case nothing
    /// All, as after a crash of the program alone.
    case everything
    /// The first ones, the next perhaps in part, none after it.
    case beginning
    /// Any, in any order, each whole or in part; where a file grew, what was lost may hold rubbish.
    case anything
}

/// The bytes of one file, synced and not.
final class DiskFile {
    private enum Change {
        case write(at: Int, [UInt8])
        case size(Int)
    }

    /// What a disk writes whole or not at all.
    private static let sectorBytes = 512

    private var synced: [UInt8]
    private var unsynced: [Change] = []

    /// A file with bytes that are synced already.
    init(synced: [UInt8] = []) { self.synced = synced }

    func write(_ bytes: [UInt8], at offset: Int) { unsynced.append(.write(at: offset, bytes)) }

    func truncate(to size: Int) { unsynced.append(.size(size)) }

    func sync() {
        for change in unsynced { Self.apply(change, to: &synced) }
        unsynced = []
    }

    /// The file's bytes when power is back.
    func afterCut(_ survival: Survival, using random: inout SeededRandom) -> [UInt8] {
        var bytes = synced
        switch survival {
        case .nothing: break
        case .everything: for change in unsynced { Self.apply(change, to: &bytes) }
        case .beginning: applyBeginning(to: &bytes, using: &random)
        case .anything:
            let percent = Int.random(in: 0...100, using: &random)
            for change in unsynced { applySome(of: change, percent, to: &bytes, using: &random) }
        }
        return bytes
    }

    private func applyBeginning(to bytes: inout [UInt8], using random: inout SeededRandom) {
        let count = Int.random(in: 0...unsynced.count, using: &random)
        for change in unsynced.prefix(count) { Self.apply(change, to: &bytes) }
        guard count < unsynced.count, case .write(let offset, let written) = unsynced[count] else { return }
        let sectors = Self.sectors(of: written, at: offset)
        for sector in sectors.prefix(Int.random(in: 0...sectors.count, using: &random)) {
            Self.apply(.write(at: sector.offset, sector.bytes), to: &bytes)
        }
    }

    /// Applies all, some or none of a change; the likelier all, the higher the percentage.
    private func applySome(
        of change: Change, _ percent: Int, to bytes: inout [UInt8], using random: inout SeededRandom
    ) {
        guard case .write(let offset, let written) = change, Int.random(in: 0..<4, using: &random) == 0 else {
            if Int.random(in: 0..<100, using: &random) < percent { Self.apply(change, to: &bytes) }
            return
        }
        for sector in Self.sectors(of: written, at: offset) {
            if Int.random(in: 0..<100, using: &random) < percent {
                Self.apply(.write(at: sector.offset, sector.bytes), to: &bytes)
            } else if sector.offset >= synced.count, Bool.random(using: &random) {
                let rubbish = sector.bytes.map { _ in UInt8.random(in: 0...255, using: &random) }
                Self.apply(.write(at: sector.offset, rubbish), to: &bytes)
            }
        }
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .size(let size) where size < bytes.count: bytes.removeLast(bytes.count - size)
        case .size(let size): bytes += [UInt8](repeating: 0, count: size - bytes.count)
        case .write(let offset, let written):
            let end = offset + written.count
            if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
            bytes.withUnsafeMutableBytes { target in
                written.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: $0)
                }
            }
        }
    }

    private static func sectors(of bytes: [UInt8], at offset: Int) -> [(offset: Int, bytes: [UInt8])] {
        var sectors: [(Int, [UInt8])] = []
        var place = offset
        while place < offset + bytes.count {
            let end = min((place / sectorBytes + 1) * sectorBytes, offset + bytes.count)
            sectors.append((place, Array(bytes[(place - offset)..<(end - offset)])))
            place = end
        }
        return sectors
    }
}
