// One value being written, as Codable sees it: the encoder handed to its `encode(to:)`.
// What a value encodes goes straight to the bytes.  Containers that may be written to later, in any
// order (nested ones, those of `superEncoder()`), keep bytes of their own until this one closes.

final class ValueWriter: Encoder {
    enum Shape { case nothing, scalar, object, array }

    let sink: ByteSink
    private let parent: ValueWriter?
    private let step: any CodingKey
    private let depth: Int
    private(set) var shape = Shape.nothing
    private(set) var count = 0
    /// The type that encodes itself here, asked whether its elements have an order.
    private var valueType: any Any.Type = Never.self
    /// The key type of the object, to tell dictionaries by.
    private(set) var keyType: ObjectIdentifier?
    private var elementsPerEntry: Int?
    private var entriesBase = 0
    /// By entry, a container that keeps its own bytes until this one closes, and then goes there.
    private(set) var detours: [Int: ValueWriter] = [:]
    /// What went wrong where nothing could be thrown.
    private var failure: WireJSONError?

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var writer = self
        while let parent = writer.parent {
            path.append(writer.step)
            writer = parent
        }
        return path.reversed()
    }

    /// The root of a text.
    init(prefersDirect: Bool) {
        sink = ByteSink(prefersDirect: prefersDirect)
        parent = nil
        step = JSONKey("")
        depth = 0
    }

    init(in parent: ValueWriter, step: any CodingKey, sink: ByteSink) {
        self.sink = sink
        self.parent = parent
        self.step = step
        depth = parent.depth + 1
    }

    static func text<T: Encodable>(of value: T, prefersDirect: Bool = true) throws(WireJSONError) -> [UInt8] {
        let root = ValueWriter(prefersDirect: prefersDirect)
        try root.write(value)
        return root.sink.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        keyType = ObjectIdentifier(type)
        return KeyedEncodingContainer(KeyedWriter<Key>(writer: opened(as: .object)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(writer: opened(as: .array))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValueWriter(writer: self)
    }

    /// This writer with its container begun; asked twice it is the same container.
    private func opened(as wanted: Shape) -> ValueWriter {
        if shape == .nothing {
            begin(wanted)
        } else if shape != wanted {
            failure = failure ?? notEncodable("the value is encoded in two ways at once")
            return ValueWriter(in: self, step: step, sink: sink.aside()).opened(as: wanted)
        }
        return self
    }

    private func begin(_ wanted: Shape) {
        if depth >= WireJSON.Options.depthCeiling { failure = failure ?? tooDeep() }
        shape = wanted
        sink.writing = ObjectIdentifier(self)
        entriesBase = sink.entries.count
        if wanted == .array {
            elementsPerEntry = (valueType as? any UnorderedElements.Type)?.elementsPerEntry
        }
        sink.append(byte: wanted == .object ? "{" : "[")
    }

    private func tooDeep() -> WireJSONError {
        var error = notEncodable(
            "more than \(WireJSON.Options.depthCeiling) arrays and objects are inside each other")
        error.kind = .tooDeep
        return error
    }

    func notEncodable(_ message: String, at step: (any CodingKey)? = nil) -> WireJSONError {
        let path = codingPath + (step.map { [$0] } ?? [])
        return WireJSONError(
            kind: .notEncodable, offset: 0, path: Document.pointer(path), message: message)
    }
}

extension ValueWriter {
    /// Writes a value that is all there is here, and closes what it opened.
    func write<T: Encodable>(_ value: T) throws(WireJSONError) {
        guard depth <= WireJSON.Options.depthCeiling else { throw tooDeep() }
        let outer = sink.writing
        sink.writing = ObjectIdentifier(self)
        defer {
            sink.writing = outer
            releaseDetours()
        }
        try encodeItself(value)
        try finish()
    }

    /// Lets a value encode itself here.
    private func encodeItself<T: Encodable>(_ value: T) throws(WireJSONError) {
        if appendCommonScalar(value) || sink.appendDirectly(value) { return shape = .scalar }
        valueType = T.self
        do {
            try value.encode(to: self)
        } catch let error as WireJSONError {
            throw error
        } catch EncodingError.invalidValue(_, let context) {
            var error = notEncodable(context.debugDescription)
            error.path = Document.pointer(context.codingPath)
            throw error
        } catch {
            throw notEncodable(String(describing: error))
        }
    }

    /// The scalars that arrays are mostly made of, without the way through a container.
    private func appendCommonScalar<T>(_ value: T) -> Bool {
        if T.self == String.self, let string = value as? String {
            sink.append(string)
        } else if T.self == Int.self, let integer = value as? Int {
            sink.append(integer)
        } else if T.self == Int64.self, let integer = value as? Int64 {
            sink.append(integer)
        } else {
            return false
        }
        return true
    }

    /// Closes the container, if one was begun.  A value that encoded nothing is `{}`, as in
    /// Foundation, but a text of nothing is an error.
    func finish() throws(WireJSONError) {
        if let failure { throw failure }
        switch shape {
        case .scalar: return
        case .nothing:
            if parent == nil { throw notEncodable("\(valueType) encoded nothing") }
            sink.append(byte: "{")
            sink.append(byte: "}")
        case .object:
            try settleObject(from: entriesBase, isSorted: keyType == Self.dictionaryKeyType)
            sink.append(byte: "}")
        case .array:
            try settleArray(from: entriesBase, elementsPerEntry: elementsPerEntry)
            sink.append(byte: "]")
        }
        sink.entries.removeSubrange(entriesBase...)
    }

    // MARK: What containers write

    /// Writes the one scalar or value of a single-value container.
    func single(_ write: () throws(WireJSONError) -> Void) throws(WireJSONError) {
        guard shape == .nothing else { throw notEncodable("the value is encoded twice") }
        let (bytes, entries) = (sink.bytes.count, sink.entries.count)
        do throws(WireJSONError) {
            try write()
            if shape == .nothing { shape = .scalar }
        } catch {
            rollBack(bytes, entries)
            releaseDetours()
            (shape, count) = (.nothing, 0)
            throw error
        }
    }

    func singleValue<T: Encodable>(_ value: T) throws(WireJSONError) {
        let start = sink.bytes.count
        try single { () throws(WireJSONError) in
            try encodeItself(value)
            if sink.bytes.count == start {
                sink.append(byte: "{")
                sink.append(byte: "}")
            }
        }
    }

    /// Begins a member whose value is then appended and cannot fail.
    func beginMember(_ name: String) throws(WireJSONError) {
        try takeTurn()
        sink.append(name: name, isFirst: count == 0)
        count += 1
    }

    /// Begins an element that is then appended and cannot fail.
    func beginElement() throws(WireJSONError) {
        try takeTurn()
        if count > 0 { sink.append(byte: ",") }
        if elementsPerEntry != nil { sink.beginEntry() }
        count += 1
    }

    private func takeTurn() throws(WireJSONError) {
        guard sink.writing == ObjectIdentifier(self) else {
            throw notEncodable("the container is written to while it is another value's turn")
        }
    }

    /// Writes a member whose value may fail to be written; then there is no such member.
    func member(
        _ name: String, _ write: (ValueWriter) throws(WireJSONError) -> Void
    ) throws(WireJSONError) {
        let (bytes, entries, count) = (sink.bytes.count, sink.entries.count, count)
        try beginMember(name)
        do throws(WireJSONError) { try write(self) } catch {
            rollBack(bytes, entries)
            self.count = count
            throw error
        }
    }

    /// Writes an element that may fail to be written; then there is no such element.
    func element(
        _ write: (ValueWriter) throws(WireJSONError) -> Void
    ) throws(WireJSONError) {
        let (bytes, entries, count) = (sink.bytes.count, sink.entries.count, count)
        try beginElement()
        do throws(WireJSONError) { try write(self) } catch {
            rollBack(bytes, entries)
            self.count = count
            throw error
        }
    }

    private func rollBack(_ bytes: Int, _ entries: Int) {
        sink.bytes.removeSubrange(bytes...)
        sink.entries.removeSubrange(entries...)
    }

    func value<T: Encodable>(_ value: T, step: any CodingKey) throws(WireJSONError) {
        if appendCommonScalar(value) || sink.appendDirectly(value) { return }
        try ValueWriter(in: self, step: step, sink: sink).write(value)
    }

    func float<F: BinaryFloatingPoint & CustomStringConvertible>(
        _ value: F, step: (any CodingKey)?
    ) throws(WireJSONError) {
        guard value.isFinite else {
            throw notEncodable("JSON has no number for \(value)", at: step)
        }
        sink.append(finite: value)
    }

    /// A member whose value is written to later; the place is kept.
    func detouredMember(_ key: any CodingKey) -> ValueWriter {
        let detour = ValueWriter(in: self, step: key, sink: sink.aside())
        note { () throws(WireJSONError) in
            try beginMember(key.stringValue)
            detours[sink.entries.count - 1] = detour
        }
        return detour
    }

    /// An element that is written to later; the place is kept.
    func detouredElement() -> ValueWriter {
        let detour = ValueWriter(in: self, step: JSONKey(position: count), sink: sink.aside())
        note { () throws(WireJSONError) in
            try beginElement()
            if elementsPerEntry == nil { sink.beginEntry() }
            detours[sink.entries.count - 1] = detour
        }
        return detour
    }

    /// Lets go of the detours, which hold this writer as their parent, and so of their own.
    private func releaseDetours() {
        if detours.isEmpty { return }
        for detour in detours.values { detour.releaseDetours() }
        detours = [:]
    }

    /// Keeps an error for the end, where the protocol does not let it out.
    private func note(_ write: () throws(WireJSONError) -> Void) {
        do throws(WireJSONError) { try write() } catch { failure = failure ?? error }
    }
}
