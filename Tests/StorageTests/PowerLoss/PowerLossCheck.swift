// What is on a disk when power is back, held against what must be and what must not be there.

import MessageSchema
import Storage
import TestGround

/// One look at a disk after a power cut.
struct PowerLossCheck {
    /// What is wrong, a sentence each; nothing if all is well.
    private(set) var faults: [String]
    private(set) var ledger: PowerLossLedger
    /// Commits of this disk.
    private(set) var batches: Int64 = 0
    private let store: Store

    /// Opens a store on what the disk holds, compares, writes once more, and closes it. The ledger it ends with counts
    /// everything found as kept. Throws if the store does not open.
    static func run(_ image: DiskImage, _ ledger: PowerLossLedger) async throws -> PowerLossCheck {
        let folder = TemporaryFolder()
        try Disk.write(image, to: folder.path)
        let store = try Store.open(
            .folder(folder.path), service: "tests", migrations: PowerLossWrite.tables,
            surroundings: ManualClock().surroundings)
        var check = PowerLossCheck(store, ledger)
        do { try await check.compare() } catch { check.faults.append("it cannot be read: \(error)") }
        if let error = store.close() { check.faults.append("it cannot be closed: \(error)") }
        return check
    }

    private init(_ store: Store, _ ledger: PowerLossLedger) {
        self.store = store
        self.ledger = ledger
        faults = ledger.faults
    }

    private mutating func compare() async throws {
        let found = try await store.read { try Found($0) }
        batches = found.batches
        faults += found.damage + found.halves
        let verified = try await store.verify()
        if let fault = verified.fault { faults.append("the chain breaks at \(fault.sequence): \(fault.difference)") }
        if verified.personalErased > 0 { faults.append("\(verified.personalErased) personal parts are gone") }
        if let journal = ledger.journal, journal != verified.journal { faults.append("it is another journal") }
        compareKept(found)
        let refused = ledger.refused.filter { found.mentioned.contains($0) }
        faults += refused.sorted().map { "\($0) was refused and is there" }
        try await repeatKept()
        try await writeNext(after: verified)
        ledger.kept = found.kept(knowing: ledger.kept)
    }

    private mutating func compareKept(_ found: Found) {
        for (id, kept) in ledger.kept.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            guard let write = found.writes[id] else {
                faults.append("\(id), acknowledged at \(kept.sequence), is lost")
                continue
            }
            if found.sequences[id]?.last != kept.sequence { faults.append("\(id) is not at \(kept.sequence)") }
            if kept.write != write { faults.append("\(id) is not what was written") }
        }
    }

    /// A write repeated under its key gets its first answer, and does not run again.
    private mutating func repeatKept() async throws {
        let keyed = ledger.kept.values.filter(\.write.isKeyed).sorted { $0.sequence > $1.sequence }
        for kept in keyed.prefix(8) {
            let write = kept.write
            let outcome = try await store.write(write.request, write.run)
            if outcome != WriteOutcome(answer: write.answer, sequence: kept.sequence, isReplay: true) {
                faults.append("\(write.id) repeated gave \(outcome)")
            }
        }
    }

    private mutating func writeNext(after verified: JournalVerification) async throws {
        let next = PowerLossWrite(id: "next", pieces: 3, events: 2, bytes: 100, isKeyed: true)
        let outcome = try await store.write(next.request, next.run)
        if outcome.sequence != verified.verified.sequence + Int64(next.events) {
            faults.append("the next write got sequence \(outcome.sequence)")
        }
        if try await store.verify().fault != nil { faults.append("the next write breaks the chain") }
    }
}

/// Everything in a store, in one snapshot.
private struct Found: Sendable {
    private(set) var writes: [String: PowerLossWrite] = [:]
    private(set) var sequences: [String: [Int64]] = [:]
    private var pieces: [String: [String]] = [:]
    private var answers: [String: [UInt8]] = [:]
    private var answered: [String: Int64] = [:]
    private var personal: [String: Int] = [:]
    private var head: JournalHead
    private(set) var batches: Int64
    private var total: [Int64]
    /// What SQLite itself finds wrong.
    private(set) var damage: [String]

    init(_ reader: Reader) throws {
        head = try reader.head()
        batches = try reader.first("SELECT turn FROM journal_head")?.integer("turn") ?? 0
        damage = try reader.all("PRAGMA integrity_check").map { try $0.text("integrity_check") }.filter { $0 != "ok" }
        if try reader.first("PRAGMA foreign_key_check") != nil { damage.append("a reference leads nowhere") }
        total = try reader.all("SELECT entries, pieces FROM total").flatMap {
            [try $0.integer("entries"), try $0.integer("pieces")]
        }
        try readWrites(reader)
        try readAnswers(reader)
    }

    private mutating func readWrites(_ reader: Reader) throws {
        try reader.each("SELECT id, pieces, events, bytes, keyed FROM entry") { row in
            let id = try row.text("id")
            writes[id] = PowerLossWrite(
                id: id, pieces: Int(try row.integer("pieces")), events: Int(try row.integer("events")),
                bytes: Int(try row.integer("bytes")), isKeyed: try row.integer("keyed") == 1)
        }
        try reader.each("SELECT entry, text FROM piece ORDER BY entry, number") {
            pieces[try $0.text("entry"), default: []].append(try $0.text("text"))
        }
        try reader.each("SELECT sequence, subject FROM journal ORDER BY sequence") {
            sequences[try $0.text("subject"), default: []].append(try $0.integer("sequence"))
        }
    }

    private mutating func readAnswers(_ reader: Reader) throws {
        try reader.each("SELECT claim, answer, sequence FROM idempotency") {
            let claim = try $0.text("claim")
            answers[claim] = try $0.bytes("answer")
            answered[claim] = try $0.integer("sequence")
        }
        try reader.each("SELECT subject FROM journal_private") {
            personal[try $0.text("subject"), default: 0] += 1
        }
    }

    /// Every id that any table knows.
    var mentioned: Set<String> {
        Set(writes.keys).union(pieces.keys).union(sequences.keys).union(answers.keys).union(personal.keys)
    }

    /// Writes of which something is there and something is missing, and numbers that do not fit together.
    var halves: [String] {
        var halves = mentioned.sorted().compactMap { id in
            isWhole(id) ? nil : "\(id) is there in part"
        }
        let all = sequences.values.flatMap { $0 }.sorted()
        if all != (0..<head.sequence).map({ $0 + 1 }) {
            halves.append("the sequences have gaps below \(head.sequence)")
        }
        let wanted = [Int64(writes.count), Int64(writes.values.reduce(0) { $0 + $1.pieces })]
        if total != wanted { halves.append("the totals are \(total), not \(wanted)") }
        return halves
    }

    private func isWhole(_ id: String) -> Bool {
        guard let write = writes[id], let sequences = sequences[id], let last = sequences.last else { return false }
        let isInRow = sequences == Array((last - Int64(write.events) + 1)...last)
        let isAnswered = write.isKeyed ? answers[id] == write.answer && answered[id] == last : answers[id] == nil
        return isInRow && isAnswered && personal[id] == write.events
            && pieces[id] == (1...write.pieces).map(write.text(ofPiece:))
    }

    /// The writes found, with what is known of them; whatever was read from a disk is on it.
    func kept(knowing known: [String: PowerLossLedger.Kept]) -> [String: PowerLossLedger.Kept] {
        var kept = known
        for (id, write) in writes {
            kept[id] = PowerLossLedger.Kept(write: write, sequence: sequences[id]?.last ?? 0)
        }
        return kept
    }
}
