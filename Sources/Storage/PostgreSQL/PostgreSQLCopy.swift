// Rows as COPY reads them in its binary form (https://www.postgresql.org/docs/current/sql-copy.html): each column must
// be of the type that its value has here, which BIGINT, TEXT and BYTEA are.

#if PostgreSQL
    /// What goes to a COPY FROM STDIN (FORMAT binary).
    struct PostgreSQLCopy {
        /// A signature, no flags, no extension; the rows; an end.
        private(set) var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [0, 0, 0, 0, 0, 0, 0, 0]

        init(_ rows: [Row]) {
            for row in rows {
                append(Int16(row.values.count))
                for value in row.values { append(value) }
            }
            append(Int16(-1))
        }

        /// A length and so many bytes; NULL has the length -1.
        private mutating func append(_ value: SQLValue) {
            switch value {
            case .null: append(Int32(-1))
            case .integer(let number):
                append(Int32(8))
                append(number)
            case .text(let text):
                append(Int32(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            case .bytes(let content):
                append(Int32(content.count))
                bytes.append(contentsOf: content)
            }
        }

        private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
    }
#endif
