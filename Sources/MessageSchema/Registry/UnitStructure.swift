// The units of the sector and their lineage, as known at one moment: who exists when, who stands under whom, and what
// every code has become. Pure; made by the unit projection, used by every service and every rule about units.

/// All units and lineage known at one moment, to be asked for any date.
///
/// References never move, they resolve: a parent, a host or a scope that was dissolved into a successor is read as that
/// successor, so nothing that mentions a unit is ever rewritten.
public struct UnitStructure: Sendable {
    /// The versions of each unit in order of time.
    public private(set) var versions: [UnitCode: [HealthUnit]]
    private var onward: [UnitCode: [LineageRow]]
    private var back: [UnitCode: [LineageRow]]

    public init(versions: [HealthUnit] = [], lineage: [LineageRow] = []) {
        self.versions = Dictionary(grouping: versions, by: \.code).mapValues { $0.sorted { $0.from < $1.from } }
        onward = Dictionary(grouping: lineage, by: \.predecessor)
        back = Dictionary(grouping: lineage, by: \.successor)
    }

    /// The same, with one unit's versions and the rows that lead on from it replaced; nothing else is looked at.
    public func replacing(
        _ code: UnitCode, versions unitVersions: [HealthUnit], successors rows: [LineageRow]
    ) -> UnitStructure {
        var changed = self
        changed.versions[code] = unitVersions.isEmpty ? nil : unitVersions.sorted { $0.from < $1.from }
        for row in onward[code] ?? [] {
            changed.back[row.successor]?.removeAll { $0.predecessor == code }
        }
        changed.onward[code] = rows.isEmpty ? nil : rows
        for row in rows { changed.back[row.successor, default: []].append(row) }
        return changed
    }

    /// True if the code was ever issued.
    public func isKnown(_ code: UnitCode) -> Bool { versions[code] != nil }

    /// The unit as it is on a date; nil when it does not exist then.
    public func version(of code: UnitCode, on date: CalendarDate) -> HealthUnit? {
        versions[code]?.last { $0.from <= date && ($0.until.map { date < $0 } ?? true) }
    }

    /// The unit's first day and the first day it no longer exists.
    public func life(of code: UnitCode) -> (from: CalendarDate, until: CalendarDate?)? {
        guard let all = versions[code], let first = all.first, let last = all.last else { return nil }
        return (first.from, last.until)
    }

    /// What the code has become by a date; nil if it was never issued.
    public func resolve(_ code: UnitCode, on date: CalendarDate) -> UnitResolution? {
        guard let life = life(of: code) else { return nil }
        var primary = code
        var shares: [UnitCode: Share] = [:]
        follow(code, share: .whole, date: date, path: [code], into: &shares)
        var walked: Set<UnitCode> = [code]
        while let next = successors(of: primary, on: date).first(where: \.primary)?.successor,
            walked.insert(next).inserted
        {
            primary = next
        }
        let state: UnitResolution.State =
            date < life.from ? .notYet : version(of: code, on: date) == nil ? .dissolved : .active
        let parts = shares.sorted { $0.key < $1.key }.map { UnitResolution.Part(unit: $0.key, share: $0.value) }
        return UnitResolution(code: code, state: state, primary: primary, parts: parts)
    }

    /// The unit that has taken over a code's duties by a date; the code itself if it is unknown.
    public func primary(of code: UnitCode, on date: CalendarDate) -> UnitCode {
        guard onward[code] != nil else { return code }
        return resolve(code, on: date)?.primary ?? code
    }

    /// The unit above, resolved; nil for a root or a unit that does not exist on the date.
    public func parent(of code: UnitCode, on date: CalendarDate) -> UnitCode? {
        version(of: code, on: date)?.parent.map { primary(of: $0, on: date) }
    }

    /// True if `unit` is `scope` or stands under it on a date, both resolved.
    public func isWithin(_ unit: UnitCode, _ scope: UnitCode, on date: CalendarDate) -> Bool {
        let top = primary(of: scope, on: date)
        var current = primary(of: unit, on: date)
        // A bound against a circle in the data; the deepest tree has seven levels.
        for _ in 0..<64 {
            if current == top { return true }
            guard let above = parentOfLatest(current, on: date) else { return false }
            current = above
        }
        return false
    }

    /// The units that exist on a date, by code.
    public func units(on date: CalendarDate) -> [HealthUnit] {
        versions.keys.sorted().compactMap { version(of: $0, on: date) }
    }

    /// The codes of the units that exist on a date at or under `root`.
    public func subtree(of root: UnitCode, on date: CalendarDate) -> Set<UnitCode> {
        var children: [UnitCode: [UnitCode]] = [:]
        for code in versions.keys where version(of: code, on: date) != nil {
            if let parent = parent(of: code, on: date) { children[parent, default: []].append(code) }
        }
        let top = primary(of: root, on: date)
        var found: Set<UnitCode> = version(of: top, on: date) == nil ? [] : [top]
        var waiting = [top]
        while let next = waiting.popLast() {
            for child in children[next] ?? [] where found.insert(child).inserted { waiting.append(child) }
        }
        return found
    }

    /// Rows of lineage that lead on from a unit, and that lead to it, whatever their date.
    public func successors(of code: UnitCode) -> [LineageRow] { onward[code] ?? [] }
    public func predecessors(of code: UnitCode) -> [LineageRow] { back[code] ?? [] }

    private func successors(of code: UnitCode, on date: CalendarDate) -> [LineageRow] {
        (onward[code] ?? []).filter { $0.from <= date }
    }

    private func follow(
        _ code: UnitCode, share: Share, date: CalendarDate, path: Set<UnitCode>, into shares: inout [UnitCode: Share]
    ) {
        let rows = successors(of: code, on: date).filter { !path.contains($0.successor) }
        guard !rows.isEmpty else {
            shares[code] = shares[code]?.plus(share) ?? share
            return
        }
        for row in rows {
            follow(
                row.successor, share: share.times(row.share), date: date, path: path.union([row.successor]),
                into: &shares)
        }
    }

    // A unit that is gone without successor still belongs where it last stood.
    private func parentOfLatest(_ code: UnitCode, on date: CalendarDate) -> UnitCode? {
        let version = version(of: code, on: date) ?? versions[code]?.last { $0.from <= date } ?? versions[code]?.first
        return version?.parent.map { primary(of: $0, on: date) }
    }
}
