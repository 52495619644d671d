// The principals file: who may act under which name, with which roles, and where. A file with a mistake is refused
// whole, with the line, so that nobody has half of the rights somebody meant.

import MessageSchema
import Yams

/// The principals of a suite, `principals.yaml`: a list of `name`, `roles`, and `scope` where it is not everything.
struct PrincipalsFile: Sendable, Equatable {
    private let byName: [String: Principal]

    /// A suite without a file.
    static let empty = PrincipalsFile(byName: [:])

    private init(byName: [String: Principal]) { self.byName = byName }

    var count: Int { byName.count }
    func principal(named name: String) -> Principal? { byName[name] }

    /// Reads the file; without one nobody but the owner may do anything.
    static func load(_ path: String) throws(UsageError) -> PrincipalsFile {
        guard let text = try FileText.read(path, bytesMax: Bounds.settingsBytesMax) else { return .empty }
        return try PrincipalsFile(text: text, path: path)
    }

    /// Reads a text. Throws the line and the reason.
    init(text: String, path: String) throws(UsageError) {
        var byName: [String: Principal] = [:]
        if let root = try YAMLText(text, source: path).onlyRoot() {
            guard let entries = root.sequence else { throw root.refused("the file is a list of principals", in: path) }
            for entry in entries {
                let principal = try Self.principal(entry, path)
                guard byName.updateValue(principal, forKey: principal.name) == nil else {
                    throw entry.refused("\"\(principal.name)\" stands twice", in: path)
                }
            }
        }
        self.byName = byName
    }

    private static let keys = ["name", "roles", "scope"]

    private static func principal(_ entry: Node, _ path: String) throws(UsageError) -> Principal {
        var principal = Principal(name: "", roles: [])
        for (key, node) in try entry.members("a principal", in: path) {
            switch key {
            case "name": principal.name = try name(node, path)
            case "roles": principal.roles = try roles(node, path)
            case "scope": principal.scope = try scope(node, path)
            default:
                throw node.refused(
                    "a principal has no member \"\(key)\"\(NearestMatch.hint(key, among: keys))", in: path)
            }
        }
        guard !principal.name.isEmpty else { throw entry.refused("a principal needs a name", in: path) }
        guard !principal.roles.isEmpty else { throw entry.refused("\"\(principal.name)\" has no roles", in: path) }
        return principal
    }

    private static func name(_ node: Node, _ path: String) throws(UsageError) -> String {
        guard let name = node.scalar?.string, isName(name) else {
            throw node.refused("a name is 1 to 64 letters, digits and any of . : _ @ -", in: path)
        }
        return name
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || ".:_@-".contains($0) }
    }

    private static func roles(_ node: Node, _ path: String) throws(UsageError) -> [Role] {
        guard let nodes = node.sequence else { throw node.refused("roles is a list", in: path) }
        var roles: [Role] = []
        for node in nodes {
            let known = Role.allCases.map(\.rawValue)
            guard let word = node.scalar?.string, let role = Role(rawValue: word) else {
                let word = node.scalar?.string ?? ""
                let hint = NearestMatch.hint(word, among: known)
                throw node.refused(
                    "there is no role \"\(word)\"\(hint) (roles are \(known.joined(separator: ", ")))", in: path)
            }
            roles.append(role)
        }
        return roles
    }

    private static func scope(_ node: Node, _ path: String) throws(UsageError) -> String? {
        if node.null != nil, node.scalar?.style == .plain { return nil }
        do throws(ValueError) { return try UnitCode(node.scalar?.string ?? "").text } catch {
            throw node.refused("scope: \(error.message)", in: path)
        }
    }
}
