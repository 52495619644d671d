// One result of the server, read in binary form.

#if PostgreSQL
    internal import CPostgreSQL

    /// A result; freed with its last user.
    final class PostgreSQLAnswer {
        private let result: OpaquePointer

        init(_ result: OpaquePointer) { self.result = result }

        deinit { PQclear(result) }

        var isFailure: Bool {
            ![PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result))
        }

        /// What was done, such as `COMMIT` or `INSERT 0 1`.
        var tag: String { String(cString: PQcmdStatus(result)) }

        /// Rows changed; 0 for a statement that changes none by its nature.
        var rowsChanged: Int {
            let changes = ["INSERT", "UPDATE", "DELETE"].contains { tag.hasPrefix($0) }
            return changes ? Int(String(cString: PQcmdTuples(result))) ?? 0 : 0
        }

        /// The failure's code (https://www.postgresql.org/docs/current/errcodes-appendix.html); nil if libpq made it.
        var state: String? { field(UInt8(ascii: "C")) }

        /// The failure's first line. Its detail stays out: that quotes the values of a key.
        var message: String { field(UInt8(ascii: "M")) ?? "no message" }

        func rows() throws -> [Row] {
            let columns = ColumnNames((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
            let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
            return try (0..<PQntuples(result)).map { row in
                let values = try types.indices.map { column in
                    guard let value = value(row, Int32(column), types[column]) else {
                        throw StorageError.column(columns.names[column], problem: "a floating-point number")
                    }
                    return value
                }
                return Row(columns: columns, values: values)
            }
        }

        private func field(_ code: UInt8) -> String? {
            PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
        }

        /// nil for a number that is not whole.
        private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue? {
            guard PQgetisnull(result, row, column) == 0 else { return .null }
            let bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
            switch type {
            case PostgreSQLType.bigint, PostgreSQLType.integer, PostgreSQLType.smallint:
                return .integer(Self.signed(bytes))
            case PostgreSQLType.boolean: return .boolean(bytes.first == 1)
            case PostgreSQLType.bytea: return .bytes(Array(bytes))
            case PostgreSQLType.numeric: return PostgreSQLNumeric.whole(bytes).map(SQLValue.integer)
            case 700, 701: return nil
            default: return .text(String(decoding: bytes, as: UTF8.self))
            }
        }

        /// Big-endian, two's complement, of any width up to eight bytes.
        private static func signed(_ bytes: UnsafeRawBufferPointer) -> Int64 {
            let isNegative = (bytes.first ?? 0) & 0x80 != 0
            return Int64(
                bitPattern: bytes.reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) })
        }
    }

    /// NUMERIC, which sums and means have: digits of base 10 000 behind a head of four numbers of two bytes (digits,
    /// weight of the first one, sign, decimal places).
    enum PostgreSQLNumeric {
        /// The number, if it is whole and fits a BIGINT.
        static func whole(_ bytes: UnsafeRawBufferPointer) -> Int64? {
            let words = stride(from: 0, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            guard words.count >= 4, words[2] == 0 || words[2] == 0x4000 else { return nil }
            let digits = words.dropFirst(4)
            let weight = Int(Int16(bitPattern: words[1]))
            guard digits.dropFirst(weight + 1).allSatisfy({ $0 == 0 }) else { return nil }
            var number: Int64 = 0
            for place in 0..<(digits.isEmpty ? 0 : weight + 1) {
                let digit = Int64(place < digits.count ? digits[digits.startIndex + place] : 0)
                let (shifted, isTooLarge) = number.multipliedReportingOverflow(by: 10_000)
                let (next, isTooFar) = shifted.subtractingReportingOverflow(digit)
                if isTooLarge || isTooFar { return nil }
                number = next
            }
            // Counted downwards, where there is one number more.
            if words[2] == 0x4000 { return number }
            return number == .min ? nil : -number
        }
    }
#endif
