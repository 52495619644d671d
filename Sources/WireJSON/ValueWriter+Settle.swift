// What is put right when a container closes: detours go in, a name encoded twice keeps its last
// value, and what has no order of its own (dictionaries, sets) is given one.

/// Collections that may encode an array in another order each time.
protocol UnorderedElements {
    /// How many elements of the array belong together.
    static var elementsPerEntry: Int { get }
}

extension Set: UnorderedElements {
    static var elementsPerEntry: Int { 1 }
}

extension Dictionary: UnorderedElements {
    /// Keys that are no strings: the array has each key followed by its value.
    static var elementsPerEntry: Int { 2 }
}

extension ValueWriter {
    /// The key type by which the standard library's dictionaries encode themselves.  It has no
    /// public name, so an empty dictionary is asked.
    static let dictionaryKeyType: ObjectIdentifier? = {
        let probe = ValueWriter(prefersDirect: false)
        do { try [String: Int]().encode(to: probe) } catch { return nil }
        return probe.keyType
    }()

    func settleObject(from base: Int, isSorted: Bool) throws(WireJSONError) {
        try insertDetours()
        let entries = sink.entries[base...]
        if entries.count < 2 { return }
        let dropped = repeated(entries)
        if dropped.isEmpty, !isSorted { return }
        var kept = entries.indices.filter { !dropped.contains($0) }
        if isSorted {
            let names = Dictionary(uniqueKeysWithValues: kept.map { ($0, name(entries[$0])) })
            kept.sort { (names[$0] ?? []).lexicographicallyPrecedes(names[$1] ?? []) }
        }
        rewrite(kept.map { [$0] }, from: base)
    }

    func settleArray(from base: Int, elementsPerEntry: Int?) throws(WireJSONError) {
        try insertDetours()
        guard let elementsPerEntry else { return }
        let indices = sink.entries[base...].indices
        var groups = stride(from: base, to: indices.upperBound, by: elementsPerEntry).map {
            Array(indices[$0..<min($0 + elementsPerEntry, indices.upperBound)])
        }
        let firsts = Dictionary(uniqueKeysWithValues: groups.map { ($0, piece($0[0])) })
        groups.sort { (firsts[$0] ?? []).lexicographicallyPrecedes(firsts[$1] ?? []) }
        rewrite(groups, from: base)
    }

    /// Puts the bytes of detours where their place was kept.
    private func insertDetours() throws(WireJSONError) {
        guard let first = detours.keys.min() else { return }
        let old = sink.bytes
        var copied = sink.entries[first].valueStart
        sink.bytes.removeSubrange(copied...)
        for index in first..<sink.entries.count {
            let shift = sink.bytes.count - copied
            let valueStart = sink.entries[index].valueStart
            sink.entries[index].start += shift
            sink.entries[index].valueStart += shift
            guard let detour = detours[index] else { continue }
            sink.bytes.append(contentsOf: old[copied..<valueStart])
            copied = valueStart
            try detour.finish()
            sink.bytes.append(contentsOf: detour.sink.bytes)
        }
        sink.bytes.append(contentsOf: old[copied...])
    }

    /// The entries whose name a later one has too.
    private func repeated(_ entries: ArraySlice<ByteSink.Entry>) -> Set<Int> {
        let bytes = sink.bytes
        var dropped: Set<Int> = []
        // Pairs up to sixteen, then a table: the reason is that of Parser+Duplicates.swift.
        if entries.count <= 16 {
            for later in entries.indices.dropFirst() {
                for earlier in entries.startIndex..<later
                where Self.areEqual(entries[earlier], entries[later], in: bytes) {
                    dropped.insert(earlier)
                }
            }
            return dropped
        }
        var last: [ArraySlice<UInt8>: Int] = [:]
        for index in entries.indices {
            let name = bytes[entries[index].start..<entries[index].valueStart]
            if let earlier = last.updateValue(index, forKey: name) { dropped.insert(earlier) }
        }
        return dropped
    }

    private static func areEqual(
        _ one: ByteSink.Entry, _ other: ByteSink.Entry, in bytes: [UInt8]
    ) -> Bool {
        let length = one.valueStart - one.start
        guard length == other.valueStart - other.start else { return false }
        for distance in 0..<length
        where bytes[one.start + distance] != bytes[other.start + distance] {
            return false
        }
        return true
    }

    /// A member's name without quotes and colon, escapes undone.
    private func name(_ entry: ByteSink.Entry) -> [UInt8] {
        StringEscape.undone(sink.bytes[(entry.start + 1)..<(entry.valueStart - 2)])
    }

    /// The bytes of an entry without the comma after it.
    private func piece(_ index: Int) -> ArraySlice<UInt8> {
        let next = index + 1
        let end = next < sink.entries.count ? sink.entries[next].start - 1 : sink.bytes.count
        return sink.bytes[sink.entries[index].start..<end]
    }

    /// Writes entries again in a new order.
    private func rewrite(_ groups: [[Int]], from base: Int) {
        let pieces = groups.joined().map(piece)
        guard let start = sink.entries[base...].first?.start else { return }
        let joined = Array(pieces.joined(separator: [UInt8(ascii: ",")]))
        sink.bytes.replaceSubrange(start..., with: joined)
    }
}
