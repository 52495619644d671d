// One row of an answer, its columns read by name. A missing column or another type is a
// StorageError that names the column: a query and its reader disagree, which no caller can mend.

public import MessageSchema

/// A row; it stays valid after its query.
public struct Row: Sendable {
    let columns: ColumnNames
    let values: [SQLValue]

    /// A TEXT column.
    public func text(_ column: String) throws -> String {
        guard case .text(let text) = try found(column) else { throw mismatch(column, "TEXT") }
        return text
    }

    /// A TEXT column that may be NULL.
    public func optionalText(_ column: String) throws -> String? {
        try isNull(column) ? nil : text(column)
    }

    /// A BIGINT column.
    public func integer(_ column: String) throws -> Int64 {
        guard case .integer(let number) = try found(column) else {
            throw mismatch(column, "BIGINT")
        }
        return number
    }

    /// A BIGINT column that may be NULL.
    public func optionalInteger(_ column: String) throws -> Int64? {
        try isNull(column) ? nil : integer(column)
    }

    /// A BYTEA column.
    public func bytes(_ column: String) throws -> [UInt8] {
        guard case .bytes(let bytes) = try found(column) else { throw mismatch(column, "BYTEA") }
        return bytes
    }

    /// A BYTEA column that may be NULL.
    public func optionalBytes(_ column: String) throws -> [UInt8]? {
        try isNull(column) ? nil : bytes(column)
    }

    /// A BIGINT column that holds 0 or 1.
    public func boolean(_ column: String) throws -> Bool {
        switch try found(column) {
        case .integer(0): return false
        case .integer(1): return true
        default: throw mismatch(column, "BIGINT of 0 or 1")
        }
    }

    /// A TEXT column that holds a value's wire form.
    public func value<V: TextValue>(_ column: String, as type: V.Type = V.self) throws -> V {
        let text = try text(column)
        do { return try V(text) } catch { throw misfit(column, V.self) }
    }

    /// A TEXT column that holds a value's wire form or is NULL.
    public func optionalValue<V: TextValue>(_ column: String, as type: V.Type = V.self) throws -> V? {
        try isNull(column) ? nil : value(column)
    }

    /// The raw value of a column.
    public func found(_ column: String) throws -> SQLValue {
        guard let index = columns.index(of: column) else {
            let known = columns.names.joined(separator: ", ")
            throw StorageError.column(column, problem: "the answer has only \(known)")
        }
        return values[index]
    }

    private func isNull(_ column: String) throws -> Bool { try found(column) == .null }

    /// What a column says when its text is not a value's. The text itself is kept out: it may be personal.
    func misfit<V: TextValue>(_ column: String, _ type: V.Type) -> StorageError {
        .column(column, problem: "its text is no \(type); \(type.form)")
    }

    /// The statement that puts such a row into a table; its values are the arguments.
    func insertion(into table: String) -> String {
        let names = columns.names.map { "\"\($0)\"" }.joined(separator: ", ")
        let places = values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return "INSERT INTO \"\(table)\" (\(names)) VALUES (\(places))"
    }

    private func mismatch(_ column: String, _ wanted: String) -> StorageError {
        let kind = columns.index(of: column).map { values[$0].kind } ?? "missing"
        return .column(column, problem: "expected \(wanted), found \(kind)")
    }
}

/// The column names of one answer, shared by its rows.
final class ColumnNames: Sendable {
    let names: [String]
    init(_ names: [String]) { self.names = names }

    /// Rows are narrow: looking along the names beats hashing one up to about twenty columns.
    func index(of name: String) -> Int? { names.firstIndex(of: name) }
}
