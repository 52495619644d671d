// CSV (RFC 4180): the columns of a roll by its head line, and a line as the members of a row.

import MessageSchema
import WireJSON

/// The columns of a roll.
struct RollColumns: Sendable {
    private let flags: [VerbFlag]
    /// A comma, or the semicolon that spreadsheets write where the comma parts decimals.
    private let separator: UInt8

    /// Reads a head line. Throws a column that such rows do not have.
    init(_ head: [UInt8], of row: any Decodable.Type, _ path: String) throws(UsageError) {
        separator = head.contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : UInt8(ascii: ",")
        let known = VerbFlag.all(of: Shape.of(row))
        let next = "name the columns in the first line: \(known.map { $0.path[0] }.joined(separator: ","))"
        guard let names = CSVLine.cells(head, separator: separator) else {
            throw UsageError("\(path), line 1: a quote is not closed", next: next)
        }
        var flags: [VerbFlag] = []
        for name in names {
            guard let flag = known.first(where: { $0.path[0] == name || $0.name == name }) else {
                throw UsageError(
                    "\(path), line 1: such a file has no column \"\(name.onOneLine)\""
                        + NearestMatch.hint(name, among: known.map { $0.path[0] }), next: next)
            }
            guard !flags.contains(flag) else {
                throw UsageError("\(path), line 1: the column \(name) stands twice", next: next)
            }
            flags.append(flag)
        }
        self.flags = flags
    }

    /// The members of a line; an empty cell is none.
    func object(_ line: [UInt8]) throws(UsageError) -> JSONValue {
        guard String(validating: line, as: UTF8.self) != nil else { throw UsageError("it is not UTF-8") }
        guard let cells = CSVLine.cells(line, separator: separator) else {
            throw UsageError("a quote is not closed; a row stands on one line")
        }
        guard cells.count == flags.count else {
            throw UsageError("it has \(cells.count) cells, and the first line names \(flags.count) columns")
        }
        var members: [JSONMember] = []
        for (flag, cell) in zip(flags, cells) where !cell.isEmpty {
            // A word that is none is told by the type itself, which names what there is.
            let value = if case .words = flag.shape { JSONValue.string(cell) } else { try flag.value(cell) }
            members.append(JSONMember(key: flag.path[0], value: value))
        }
        return .object(members)
    }
}

/// A line of CSV.
enum CSVLine {
    /// Its cells, without quotes and the white space around them; nil if a quote is not closed.
    static func cells(_ line: [UInt8], separator: UInt8) -> [String]? {
        let quote = UInt8(ascii: "\"")
        var cells: [String] = []
        var at = 0
        while true {
            while at < line.count, line[at] == 32 || line[at] == 9 { at += 1 }
            var cell: [UInt8] = []
            if at < line.count, line[at] == quote {
                at += 1
                while true {
                    guard at < line.count else { return nil }
                    if line[at] == quote {
                        guard at + 1 < line.count, line[at + 1] == quote else { break }
                        at += 1
                    }
                    cell.append(line[at])
                    at += 1
                }
                at += 1
                while at < line.count, line[at] == 32 || line[at] == 9 { at += 1 }
                // Something behind the quotes belongs to no cell.
                guard at == line.count || line[at] == separator else { return nil }
            } else {
                while at < line.count, line[at] != separator {
                    cell.append(line[at])
                    at += 1
                }
                while cell.last == 32 || cell.last == 9 { cell.removeLast() }
            }
            cells.append(String(decoding: cell, as: UTF8.self))
            guard at < line.count else { return cells }
            at += 1
        }
    }
}
