// The arguments of a statement as libpq takes them: explicit types, binary form.

#if PostgreSQL
    internal import CPostgreSQL

    /// Object identifiers of types, which are part of the protocol (src/include/catalog/pg_type.dat).
    enum PostgreSQLType {
        static let boolean: Oid = 16
        static let bytea: Oid = 17
        static let bigint: Oid = 20
        static let smallint: Oid = 21
        static let integer: Oid = 23
        static let text: Oid = 25
        static let numeric: Oid = 1700
        static let unspecified: Oid = 0
    }

    /// Arguments in one stretch of memory.
    struct PostgreSQLArguments {
        /// NULL has no type of its own: the server takes it from the statement.
        private(set) var types: [Oid] = []
        private(set) var lengths: [Int32] = []
        private(set) var formats: [Int32] = []
        // One byte stands before them all, so that an empty argument has an address too: none would be NULL.
        private var bytes: [UInt8] = [0]
        private var offsets: [Int?] = []

        init(_ values: [SQLValue]) {
            for value in values { append(value) }
        }

        /// Lends the arguments' addresses.
        func withAddresses<Result>(
            _ body: ([UnsafePointer<CChar>?]) throws -> Result
        ) rethrows -> Result {
            try bytes.withUnsafeBytes { memory in
                let start = memory.bindMemory(to: CChar.self).baseAddress
                return try body(offsets.map { offset in offset.flatMap { offset in start.map { $0 + offset } } })
            }
        }

        private mutating func append(_ value: SQLValue) {
            let start = bytes.count
            switch value {
            case .null: types.append(PostgreSQLType.unspecified)
            case .integer(let number):
                types.append(PostgreSQLType.bigint)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                types.append(PostgreSQLType.text)
                bytes.append(contentsOf: text.utf8)
            case .bytes(let content):
                types.append(PostgreSQLType.bytea)
                bytes.append(contentsOf: content)
            }
            offsets.append(value == .null ? nil : start)
            lengths.append(Int32(bytes.count - start))
            formats.append(1)
        }
    }
#endif
