// Puts names and keys into the principals file by inserting lines: what people wrote there, comments too, stays. What
// comes out is read again and compared with what was meant; if it is anything else, nothing is written and the lines
// are for a person to put in.

import Fabric
import MessageSchema
import Yams

/// A change to the principals file.
struct PrincipalsEdit {
    let path: String
    private let text: String
    private let stamp: FileStamp?
    /// The file as it is.
    let file: PrincipalsFile

    /// Reads the file; one that is not there counts as empty. Throws when it is malformed.
    init(path: String) throws(UsageError) {
        self.path = path
        stamp = FileStamp(of: path)
        text = try FileText.read(path, bytesMax: Bounds.settingsBytesMax) ?? ""
        file = try PrincipalsFile(text: text, path: path)
    }

    /// Adds a name.
    func add(_ entry: PrincipalEntry) throws(UsageError) {
        let indent = try nodes().first.map { Self.dashIndent(of: $0, in: LineEdit(text)) } ?? ""
        let lines = PrincipalLines.entry(entry, indent: indent ?? "")
        var edit = LineEdit(text)
        edit.insert(lines, after: edit.count)
        try replace(by: edit.text, meaning: file.entries + [entry], else: lines)
    }

    /// Gives a name a new key. Its other keys end at `until`, where they do not end anyway; those that have ended by
    /// `now` go.
    func give(_ key: PublicKey, to name: String, until: Instant?, now: Instant) throws(UsageError) {
        guard let index = file.entries.firstIndex(where: { $0.name == name }) else {
            throw UsageError("\(path) does not name \"\(name)\"")
        }
        var entry = file.entries[index]
        let ended = Set(entry.keys.filter { !$0.isValid(at: now) }.map(\.key))
        let old = entry.keys.filter { !ended.contains($0.key) }
            .map { PrincipalEntry.Key(key: $0.key, until: $0.until ?? until) }
        entry.keys = [PrincipalEntry.Key(key: key)] + old
        var meant = file.entries
        meant[index] = entry
        let lines = PrincipalLines.keys(entry, indent: "  ")
        guard let edit = try edited(entry, at: index, ending: ended) else { throw unsafe(lines) }
        try replace(by: edit.text, meaning: meant, else: lines)
    }

    // MARK: places in the text

    private func nodes() throws(UsageError) -> [Node] {
        guard let root = try YAMLText(text, source: path).onlyRoot() else { return [] }
        guard let sequence = root.sequence, sequence.style != .flow else { throw unsafe([]) }
        return Array(sequence)
    }

    /// The spaces before the dash of a list's item; nil if the item does not begin beside its dash.
    private static func dashIndent(of item: Node, in edit: LineEdit) -> String? {
        guard let line = item.mark?.line else { return nil }
        let indent = String(edit[line].prefix { $0 == " " })
        return edit[line].dropFirst(indent.count).hasPrefix("- ") ? indent : nil
    }

    /// The text with the keys of an entry, the first of them new; nil if it is not written in lines of their own.
    private func edited(
        _ entry: PrincipalEntry, at index: Int, ending ended: Set<PublicKey>
    ) throws(UsageError) -> LineEdit? {
        let node = try nodes()[index]
        guard let mapping = node.mapping, mapping.style != .flow else { return nil }
        var edit = LineEdit(text)
        guard let keys = mapping.first(where: { $0.key.string == "keys" }) else {
            guard let name = mapping.first(where: { $0.key.string == "name" }), let place = name.key.mark,
                let line = name.value.mark?.line
            else { return nil }
            let indent = String(repeating: " ", count: place.column - 1)
            edit.insert(PrincipalLines.keys(entry, indent: indent), after: line)
            return edit
        }
        guard let items = keys.value.sequence, items.style != .flow, let first = items.first,
            let line = first.mark?.line, let indent = Self.dashIndent(of: first, in: edit)
        else { return nil }
        edit.insert(["\(indent)- key: \(entry.keys[0].key)"], after: line - 1)
        for item in items {
            guard change(item, of: entry, ending: ended, in: &edit) else { return nil }
        }
        return edit
    }

    /// Ends one of the keys that were there before, or takes it out; false if it is not written in lines of its own.
    private func change(
        _ item: Node, of entry: PrincipalEntry, ending ended: Set<PublicKey>, in edit: inout LineEdit
    ) -> Bool {
        guard let members = item.mapping, members.style != .flow, let first = item.mark?.line,
            let value = members.first(where: { $0.key.string == "key" }), let key = PublicKey(value.value.string ?? ""),
            let line = value.value.mark?.line, let column = value.key.mark?.column
        else { return false }
        if ended.contains(key) {
            edit.remove(first...(members.compactMap { $0.value.mark?.line }.max() ?? first))
        } else if !members.contains(where: { $0.key.string == "until" }),
            let until = entry.keys.first(where: { $0.key == key })?.until
        {
            edit.insert([String(repeating: " ", count: column - 1) + "until: \(until)"], after: line)
        }
        return true
    }

    // MARK: writing

    private func replace(
        by new: String, meaning entries: [PrincipalEntry], else lines: [String]
    ) throws(UsageError) {
        guard let read = try? PrincipalsFile(text: new, path: path), read == PrincipalsFile(entries: entries) else {
            throw unsafe(lines)
        }
        guard FileStamp(of: path) == stamp else {
            throw UsageError("\(path) was changed meanwhile", next: "look at it, and give the command again")
        }
        try WholeFile.write(new, to: path)
    }

    private func unsafe(_ lines: [String]) -> UsageError {
        UsageError(
            "\(path) is written in a way that cannot be changed line by line; nothing was changed",
            next: lines.isEmpty
                ? "write it as a list with a line a member" : "put this in:\n" + lines.joined(separator: "\n"))
    }
}

/// How the lines of the principals file are written.
enum PrincipalLines {
    static func entry(_ entry: PrincipalEntry, indent: String) -> [String] {
        var lines = ["\(indent)- name: \(scalar(entry.name))"]
        switch entry.right {
        case .calls(let roles, let scope):
            lines.append("\(indent)  roles: [\(roles.map(\.rawValue).joined(separator: ", "))]")
            if let scope { lines.append("\(indent)  scope: \(scalar(scope))") }
        case .serves(let services): lines.append("\(indent)  serves: [\(services.joined(separator: ", "))]")
        }
        return lines + (entry.keys.isEmpty ? [] : keys(entry, indent: indent + "  "))
    }

    /// The member `keys`.
    static func keys(_ entry: PrincipalEntry, indent: String) -> [String] {
        ["\(indent)keys:"]
            + entry.keys.flatMap { key in
                ["\(indent)  - key: \(key.key)"] + (key.until.map { ["\(indent)    until: \($0)"] } ?? [])
            }
    }

    /// A text that YAML could take for something else stands in quotes: `31`, `null`, `a:`.
    private static func scalar(_ text: String) -> String { "\"\(text)\"" }
}
