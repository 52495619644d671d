// Any reply as text for people: an object as aligned lines, a list as a table, whatever its type.

import MessageSchema
import WireJSON

/// Renders replies that have no rendering of their own.
struct ValueText {
    let paper: Paper

    /// The lines of a reply. `_meta` is left to JSON output.
    func lines(of value: JSONValue) -> [String] {
        if let items = value["items"]?.array { return table(items) }
        return object(value.withoutMetadata)
    }

    /// A list of objects as a table of their scalar members.
    func table(_ items: [JSONValue], indent: Int = 0) -> [String] {
        items.isEmpty ? [] : Self.table(of: items).lines(on: paper, indent: indent)
    }

    /// The table of a list: a column a scalar member, in the order in which they are first seen.
    static func table(of items: [JSONValue]) -> Table {
        let flat = items.map { $0.flattened() }
        var names: [String] = []
        var known: Set<String> = []
        for row in flat { for cell in row where known.insert(cell.name).inserted { names.append(cell.name) } }
        let columns = names.map { name in
            let values = flat.compactMap { row in row.first { $0.name == name }?.value }
            let isNumeric = values.allSatisfy { if case .number = $0 { true } else { false } }
            return Table.Column(heading: name, isNumeric: isNumeric)
        }
        let rows = flat.map { row in
            let cells = Dictionary(row.map { ($0.name, $0.value.plainText) }) { first, _ in first }
            return names.map { cells[$0] ?? "-" }
        }
        return Table(columns, rows: rows)
    }

    /// An object: a line a scalar member, then a table for each list of objects.
    func object(_ value: JSONValue, indent: Int = 0) -> [String] {
        guard value.object != nil else { return [value.plainText] }
        let cells = value.flattened()
        let width = (cells.map { $0.name.columns }.max() ?? 0) + 2
        let margin = String(repeating: " ", count: indent)
        var lines = cells.map { cell in
            let text = cell.value.plainText
            let room = paper.width.map { max(10, $0 - indent - width) }
            return margin + paper.faint(cell.name.padded(to: width)) + (room.map { text.cut(to: $0) } ?? text)
        }
        for list in value.lists() {
            lines += ["", margin + paper.strong(list.name)]
            lines += list.items.isEmpty ? [margin + "  none"] : table(list.items, indent: indent + 2)
        }
        return lines
    }
}

extension JSONValue {
    /// The scalar members, objects opened with dotted names; lists of scalars count as one.
    func flattened(under prefix: String = "") -> [(name: String, value: JSONValue)] {
        guard let members = object else { return [(prefix.isEmpty ? "value" : prefix, self)] }
        return members.flatMap { member -> [(name: String, value: JSONValue)] in
            let name = prefix.isEmpty ? member.key : "\(prefix).\(member.key)"
            switch member.value {
            case .null: return []
            case .object: return member.value.flattened(under: name)
            case .array(let elements): return elements.allSatisfy(\.isScalar) ? [(name, member.value)] : []
            default: return [(name, member.value)]
            }
        }
    }

    /// The lists of objects, with their dotted names.
    func lists(under prefix: String = "") -> [(name: String, items: [JSONValue])] {
        (object ?? []).flatMap { member -> [(name: String, items: [JSONValue])] in
            let name = prefix.isEmpty ? member.key : "\(prefix).\(member.key)"
            switch member.value {
            case .object: return member.value.lists(under: name)
            case .array(let elements): return elements.allSatisfy(\.isScalar) ? [] : [(name, elements)]
            default: return []
            }
        }
    }

    /// The value without its member `_meta`.
    var withoutMetadata: JSONValue {
        guard let members = object else { return self }
        return .object(members.filter { $0.key != CallMetadata.member })
    }
}
