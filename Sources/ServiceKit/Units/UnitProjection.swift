// The one copy of units and lineage that every service has, and its cache. Keyed by the change it stands for, so that
// a reader of an older state and a writer in the middle of a batch each see their own.

import MessageSchema
import Storage
import Surroundings
import Synchronization

/// The projection of units in one service.
final class UnitProjection: Sendable {
    private let ownsUnits: Bool
    private let surroundings: Surroundings
    private let cache = Mutex<[(key: UnitKnowledge, structure: UnitStructure)]>([])

    /// How many states are kept: the present one and those that reports ask for.
    private static let cachedMax = 4

    init(ownsUnits: Bool, surroundings: Surroundings) {
        self.ownsUnits = ownsUnits
        self.surroundings = surroundings
    }

    /// Units as known at one of this journal's sequences.
    func structure(at sequence: Int64, _ reader: Reader) throws -> UnitStructure {
        guard let knowledge = try reader.unitKnowledge(at: sequence) else { return UnitStructure() }
        if let cached = cached(knowledge) { return cached }
        let structure = try reader.unitStructure(upstream: knowledge.upstream)
        keep(structure, as: knowledge)
        return structure
    }

    /// Units with everything a writer has written so far.
    func latest(_ writer: Writer) throws -> UnitStructure { try structure(at: .max, writer) }

    /// Applies an event that this service appended itself, if it owns units and the event is of units.
    func appended(_ event: some Event, sequence: Int64, in writer: Writer) throws {
        guard ownsUnits, let event = UnitEvent(event) else { return }
        let before = try writer.unitKnowledge(at: sequence)
        try event.apply(sequence: sequence, in: writer)
        let after = UnitKnowledge(upstream: sequence, token: newToken())
        try writer.noteUnitChange(sequence: sequence, upstream: after.upstream, token: after.token)
        // Founding thousands of units one by one must not read all of them each time.
        if let unit = event.unit, let structure = before.flatMap(cached) {
            keep(try writer.refreshed(structure, unit: unit), as: after)
        }
    }

    /// Applies the unit events of a page of the registry's journal; false if it has none.
    func follow(_ page: EventPage, in writer: Writer) throws -> Bool {
        let events = try page.items.compactMap { item in try UnitEvent(item).map { (item.sequence, $0) } }
        guard let last = events.last?.0 else { return false }
        for (sequence, event) in events { try event.apply(sequence: sequence, in: writer) }
        let own = try writer.append(UnitsFollowed(journal: page.journal, sequence: last), subject: page.journal)
        try writer.noteUnitChange(sequence: own, upstream: last, token: newToken())
        return true
    }

    /// Forgets all units, for a follower that begins anew.
    func forget(in writer: Writer) throws {
        try writer.removeUnits()
        try writer.append(UnitsForgotten(), subject: "units")
    }

    private func keep(_ structure: UnitStructure, as knowledge: UnitKnowledge) {
        cache.withLock { entries in
            entries.removeAll { $0.key == knowledge }
            entries.append((knowledge, structure))
            if entries.count > Self.cachedMax { entries.removeFirst() }
        }
    }

    private func cached(_ knowledge: UnitKnowledge) -> UnitStructure? {
        cache.withLock { entries in entries.last { $0.key == knowledge }?.structure }
    }

    private func newToken() -> String { surroundings.newIdentifier() }
}
