// The principals file: who may act under which name and key, with which roles, and where. A file with a mistake is
// refused whole, with the line, so that nobody has half of the rights somebody meant.

import Fabric
import MessageSchema

/// The principals of a suite, `principals.yaml`: a list of `name` with `roles`, and `scope` where it is not everything,
/// or with the services that the name `serves`; and of the `keys` by which it is known over TCP.
struct PrincipalsFile: Sendable, Equatable {
    /// In the order of the file.
    let entries: [PrincipalEntry]
    private let byName: [String: Int]
    private let byKey: [PublicKey: (entry: Int, key: Int)]

    /// A suite without a file.
    static let empty = PrincipalsFile(entries: [])

    /// Names and keys must be unique; the first of each counts.
    init(entries: [PrincipalEntry]) {
        self.entries = entries
        byName = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let keys = entries.enumerated().flatMap { index, entry in
            entry.keys.enumerated().map { ($1.key, (entry: index, key: $0)) }
        }
        byKey = Dictionary(keys) { first, _ in first }
    }

    static func == (left: Self, right: Self) -> Bool { left.entries == right.entries }

    var count: Int { entries.count }

    func entry(named name: String) -> PrincipalEntry? { byName[name].map { entries[$0] } }

    /// The caller of that name.
    func principal(named name: String) -> Principal? { entry(named: name)?.principal }

    /// Whose key it is, be it valid or not.
    func holder(of key: PublicKey) -> (entry: PrincipalEntry, key: PrincipalEntry.Key)? {
        byKey[key].map { (entries[$0.entry], entries[$0.entry].keys[$0.key]) }
    }

    /// Reads the file; without one nobody but the owner may do anything.
    static func load(_ path: String) throws(UsageError) -> PrincipalsFile {
        guard let text = try FileText.read(path, bytesMax: Bounds.settingsBytesMax) else { return .empty }
        return try PrincipalsFile(text: text, path: path)
    }
}
