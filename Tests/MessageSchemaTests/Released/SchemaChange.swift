// What has become of a released schema: each way in which today's would break somebody, in words. Schemas are those
// that `Shape.jsonSchema` writes.

import WireJSON

/// Compares a released schema with today's.
struct SchemaChange {
    /// Who writes what the schema describes, and who reads it.
    enum Sense {
        /// Released callers write it, today's service reads it.
        case request
        /// Today's service writes it for released readers; and today's reader gets it from a released service, or from
        /// a journal.
        case reply
    }

    let sense: Sense

    /// The breaks, each with its place.
    func breaks(_ old: JSONValue, _ new: JSONValue, at place: String) -> [String] {
        if old == new { return [] }
        if old["anyOf"] != nil || new["anyOf"] != nil { return anyOf(old, new, place) }
        if new.isAnything { return sense == .request ? [] : ["\(place) may be anything now"] }
        if old.isAnything { return sense == .reply ? [] : ["\(place) may no longer be anything"] }
        guard type(old, new) else {
            return ["\(place) was \(old["type"]?.string ?? "?"), is \(new["type"]?.string ?? "?")"]
        }
        switch old["type"]?.string {
        case "object": return object(old, new, place)
        case "array": return breaks(old["items"] ?? [:], new["items"] ?? [:], at: place + "[]")
        case "string": return words(old, new, place) + form(old, new, place)
        case "integer": return bounds(old, new, place)
        default: return []
        }
    }

    private func type(_ old: JSONValue, _ new: JSONValue) -> Bool {
        if old["type"] == new["type"] { return true }
        return sense == .request && old["type"] == "integer" && new["type"] == "number"
    }

    private func anyOf(_ old: JSONValue, _ new: JSONValue, _ place: String) -> [String] {
        let (olds, news) = (old["anyOf"]?.array ?? [old], new["anyOf"]?.array ?? [new])
        let (written, read) = sense == .request ? (olds, news) : (news, olds)
        let misfits = written.filter { form in
            !read.contains { other in
                let (released, today) = sense == .request ? (form, other) : (other, form)
                return breaks(released, today, at: place).isEmpty
            }
        }
        return misfits.isEmpty ? [] : ["\(place) has other forms"]
    }

    private func object(_ old: JSONValue, _ new: JSONValue, _ place: String) -> [String] {
        let (olds, news) = (old["properties"]?.object ?? [], new["properties"]?.object ?? [])
        var found: [String] = []
        for member in olds {
            let inner = "\(place).\(member.key)"
            guard let now = news.first(where: { $0.key == member.key }) else {
                found.append("\(inner) is gone")
                continue
            }
            found += breaks(member.value, now.value, at: inner)
        }
        let (before, now) = (old.required, new.required)
        for name in now.subtracting(before).sorted() { found.append("\(place).\(name) is required now") }
        if sense == .reply {
            for name in before.subtracting(now).sorted() where news.contains(where: { $0.key == name }) {
                found.append("\(place).\(name) may be missing now")
            }
        }
        if case .object = old["additionalProperties"], case .object = new["additionalProperties"] {
            found += breaks(old["additionalProperties"] ?? [:], new["additionalProperties"] ?? [:], at: place + ".*")
        }
        return found
    }

    private func words(_ old: JSONValue, _ new: JSONValue, _ place: String) -> [String] {
        guard let before = old.words, let now = new.words else {
            let loosened = sense == .request ? new.words == nil : old.words == nil
            return old.words == new.words || loosened
                ? [] : ["\(place) has a list of words that it had not, or lost it"]
        }
        let strange = sense == .request ? before.subtracting(now) : now.subtracting(before)
        return strange.sorted().map {
            sense == .request ? "\(place) no longer takes \"\($0)\"" : "\(place) may be \"\($0)\" now"
        }
    }

    /// A form is its pattern, or what is said of it where no pattern can say it.
    private func form(_ old: JSONValue, _ new: JSONValue, _ place: String) -> [String] {
        guard old.words == nil, new.words == nil else { return [] }
        let (before, now) = (old["pattern"] ?? old["description"], new["pattern"] ?? new["description"])
        return before == now ? [] : ["\(place) has another form"]
    }

    private func bounds(_ old: JSONValue, _ new: JSONValue, _ place: String) -> [String] {
        let (wide, narrow) = sense == .request ? (new, old) : (old, new)
        let isInside =
            (wide.integer("minimum") ?? .min) <= (narrow.integer("minimum") ?? .min)
            && (wide.integer("maximum") ?? .max) >= (narrow.integer("maximum") ?? .max)
        return isInside ? [] : ["\(place) has other bounds"]
    }
}

/// Whether a value fits a schema; members that the schema does not name are ignored, as readers of replies do.
enum SchemaFit {
    static func misfits(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        if schema.isAnything { return [] }
        if let forms = schema["anyOf"]?.array {
            return forms.contains { misfits(value, $0, at: place).isEmpty } ? [] : ["\(place) has none of the forms"]
        }
        switch (schema["type"]?.string, value) {
        case ("object", .object(let members)):
            let missing = schema.required.subtracting(members.map(\.key)).sorted().map { "\(place).\($0) is missing" }
            let inner = members.flatMap { member in
                let known = schema["properties"]?[member.key] ?? schema["additionalProperties"].flatMap { $0.schema }
                return known.map { misfits(member.value, $0, at: "\(place).\(member.key)") } ?? []
            }
            return missing + inner
        case ("array", .array(let elements)):
            return elements.flatMap { misfits($0, schema["items"] ?? [:], at: place + "[]") }
        case ("string", .string(let text)):
            return schema.words.map { $0.contains(text) } ?? true ? [] : ["\(place) is the unknown word \"\(text)\""]
        case ("boolean", .bool), ("integer", .number), ("number", .number): return []
        default: return ["\(place) is no \(schema["type"]?.string ?? "?")"]
        }
    }
}

extension JSONValue {
    fileprivate var isAnything: Bool { object?.isEmpty == true }
    fileprivate var schema: JSONValue? { object == nil ? nil : self }
    fileprivate var required: Set<String> { Set((self["required"]?.array ?? []).compactMap(\.string)) }
    fileprivate var words: Set<String>? { self["enum"]?.array.map { Set($0.compactMap(\.string)) } }

    fileprivate func integer(_ name: String) -> Int64? {
        guard case .number(let text) = self[name] else { return nil }
        return Int64(text)
    }
}
