// What schema a database is at, what a program knows, and which steps lie between. Looking changes nothing.

internal import Crypto
internal import Surroundings

/// A database's schema beside a program's.
public struct SchemaReport: Sendable, Hashable {
    /// A part of the schema; 0 for one that is not there, or not known.
    public struct Part: Sendable, Hashable {
        public let name: String
        public let found: Int
        public let known: Int
        /// The release that brought it to `found`, if that was noted.
        public let release: String?
    }
    /// A step that is missing.
    public struct Step: Sendable, Hashable {
        public let migration: Migration
        /// The tables that are there already and that it touches.
        public let tables: [Table]
    }
    /// A table and about how many rows it has.
    public struct Table: Sendable, Hashable {
        public let name: String
        /// Counted up to ``SchemaReport/rowsMax``.
        public let rows: Int64
    }
    /// A database seen from a program.
    public enum State: String, Sendable, Hashable {
        case current
        /// Steps are missing.
        case older
        /// A newer release has written it; this program refuses it.
        case newer
        /// The data was moved elsewhere and is not served from here any more.
        case moved
        /// A copy that was not finished.
        case unfinished
    }

    public let database: String
    let seal: StoreSeal.State?
    public let parts: [Part]
    public let steps: [Step]
    /// Names the plan to run these steps on this database: another database, or other steps, have another one.
    public let hash: String

    /// Rows are counted no further.
    public static let rowsMax: Int64 = 1_000_000

    public var state: State {
        switch seal {
        case .moved: return .moved
        case .incoming: return .unfinished
        case nil: break
        }
        if parts.contains(where: { $0.found > $0.known }) { return .newer }
        return steps.isEmpty ? .current : .older
    }
}

extension SchemaReport {
    /// `journal` is the database's own name, if it has one.
    static func hash(journal: String?, missing: [Migration], found: [String: Int]) -> String {
        var text = "\(journal ?? "")\n"
        for (part, version) in found.sorted(by: { $0.key < $1.key }) { text += "\(part) \(version)\n" }
        for step in missing {
            text += "\(step.part) \(step.version) \(step.kind.rawValue)\n"
            text += step.statements.map { "\($0.utf8.count) \($0)\n" }.joined()
        }
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(hashBytes)
        return String(decoding: Hexadecimal.digits(of: Array(digest)), as: UTF8.self)
    }

    /// Enough to tell plans apart that a person looks at: 64 bits.
    private static let hashBytes = 8
}
