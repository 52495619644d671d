// What a table holds, in a few numbers that are equal if the rows are, on whichever engine and in whichever order.

internal import Crypto

/// How many rows, and a sum over them.
struct MovedTable: Equatable {
    let name: String
    private(set) var rows: Int64 = 0
    /// SHA-256 of each row, added up as four numbers: rows come in each engine's own order.
    private(set) var sum: [UInt64] = [0, 0, 0, 0]
    /// The columns by their names: a later step may have added one elsewhere.
    private var order: (names: [String], places: [Int]) = ([], [])

    init(_ name: String) { self.name = name }

    /// Reads a table, inside a transaction.
    init(of name: String, in connection: any Connection, _ each: () throws -> Void) throws {
        self.init(name)
        try connection.each(Self.query(name), []) { row in
            add(row)
            try each()
            return true
        }
    }

    static func query(_ table: String) -> String {
        // The seal is not content.
        "SELECT * FROM \(table)" + (table == "schema_version" ? " WHERE part <> '\(StoreSeal.part)'" : "")
    }

    mutating func add(_ row: Row) {
        if order.names != row.columns.names {
            let names = row.columns.names
            order = (names, names.indices.sorted { names[$0] < names[$1] })
        }
        rows += 1
        var content: [UInt8] = []
        for place in order.places {
            let (value, bytes) = (row.values[place], row.values[place].canonicalBytes)
            content += "\(order.names[place]) \(value.kind) \(bytes.count) ".utf8
            content += bytes
        }
        SHA256.hash(data: content).withUnsafeBytes { hash in
            for word in sum.indices { sum[word] &+= hash.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self) }
        }
    }

    static func == (left: MovedTable, right: MovedTable) -> Bool {
        left.name == right.name && left.rows == right.rows && left.sum == right.sum
    }
}

extension SQLValue {
    /// The value's bytes, the same on every machine.
    fileprivate var canonicalBytes: [UInt8] {
        switch self {
        case .null: []
        case .integer(let number): Array("\(number)".utf8)
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }

    var size: Int {
        switch self {
        case .null: 0
        case .integer: 8
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}
