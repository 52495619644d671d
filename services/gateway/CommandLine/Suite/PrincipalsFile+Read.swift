// Reads the principals file, and says of everything it does not take in which line it stands.

import Fabric
import MessageSchema
import Yams

extension PrincipalsFile {
    /// Reads a text. Throws the line and the reason.
    init(text: String, path: String) throws(UsageError) {
        guard let root = try YAMLText(text, source: path).onlyRoot() else {
            self.init(entries: [])
            return
        }
        self.init(entries: try PrincipalsReader(path: path).entries(root))
    }
}

/// A reader of one file.
private struct PrincipalsReader {
    let path: String

    private static let members = ["name", "roles", "scope", "serves", "keys"]
    private static let keyMembers = ["key", "until"]

    func entries(_ root: Node) throws(UsageError) -> [PrincipalEntry] {
        guard let nodes = root.sequence else { throw root.refused("the file is a list of principals", in: path) }
        var entries: [PrincipalEntry] = []
        var names: Set<String> = []
        var holders: [PublicKey: String] = [:]
        for node in nodes {
            let entry = try entry(node, &holders)
            guard names.insert(entry.name).inserted else {
                throw node.refused("\"\(entry.name)\" stands twice", in: path)
            }
            entries.append(entry)
        }
        return entries
    }

    private func entry(_ node: Node, _ holders: inout [PublicKey: String]) throws(UsageError) -> PrincipalEntry {
        var name = ""
        var roles: [Role]?
        var services: [String]?
        var scope: String?
        var keys: Node?
        for (member, value) in try node.members("a principal", in: path) {
            switch member {
            case "name": name = try self.name(value)
            case "roles": roles = try self.roles(value)
            case "scope": scope = try self.scope(value)
            case "serves": services = try self.services(value)
            case "keys": keys = value
            default:
                let hint = NearestMatch.hint(member, among: Self.members)
                throw value.refused("a principal has no member \"\(member)\"\(hint)", in: path)
            }
        }
        guard !name.isEmpty else { throw node.refused("a principal needs a name", in: path) }
        let right = try right(of: name, roles, scope, services, node)
        return PrincipalEntry(
            name: name, right: right,
            keys: try keys.map { node throws(UsageError) in
                try self.keys(node, of: name, &holders)
            } ?? [])
    }

    private func right(
        of name: String, _ roles: [Role]?, _ scope: String?, _ services: [String]?, _ node: Node
    ) throws(UsageError) -> PrincipalEntry.Right {
        guard let services else {
            guard let roles, !roles.isEmpty else {
                throw node.refused("\"\(name)\" has no roles, and no services that it serves", in: path)
            }
            return .calls(roles: roles, scope: scope)
        }
        guard roles == nil, scope == nil else {
            let what = roles == nil ? "scope" : "roles"
            throw node.refused(
                "\"\(name)\" has \(what) and serves; instances and callers have names and keys of their own", in: path)
        }
        guard !services.isEmpty else { throw node.refused("\"\(name)\" serves nothing", in: path) }
        return .serves(services)
    }

    private func name(_ node: Node) throws(UsageError) -> String {
        guard let name = node.scalar?.string, PrincipalEntry.isName(name) else {
            throw node.refused(PrincipalEntry.nameForm, in: path)
        }
        return name
    }

    private func roles(_ node: Node) throws(UsageError) -> [Role] {
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

    private func scope(_ node: Node) throws(UsageError) -> String? {
        if node.null != nil, node.scalar?.style == .plain { return nil }
        do throws(ValueError) { return try UnitCode(node.scalar?.string ?? "").text } catch {
            throw node.refused("scope: \(error.message)", in: path)
        }
    }

    private func services(_ node: Node) throws(UsageError) -> [String] {
        guard let nodes = node.sequence else { throw node.refused("serves is a list", in: path) }
        var services: [String] = []
        for node in nodes {
            let text = node.scalar?.string ?? ""
            guard let service = ServiceName(text) else {
                throw node.refused("\"\(text)\" is no name of a service", in: path)
            }
            guard service != GatewayContract.service else {
                throw node.refused("the service \(text) is the gateway itself", in: path)
            }
            services.append(text)
        }
        return services
    }

    // MARK: keys

    private func keys(
        _ node: Node, of name: String, _ holders: inout [PublicKey: String]
    ) throws(UsageError) -> [PrincipalEntry.Key] {
        guard let nodes = node.sequence else { throw node.refused("keys is a list", in: path) }
        var keys: [PrincipalEntry.Key] = []
        for node in nodes {
            let key = try key(node)
            guard let holder = holders.updateValue(name, forKey: key.key) else {
                keys.append(key)
                continue
            }
            let place = holder == name ? "twice" : "at \"\(holder)\" already"
            throw node.refused("the key \(key.key) stands \(place)", in: path)
        }
        return keys
    }

    private func key(_ node: Node) throws(UsageError) -> PrincipalEntry.Key {
        var key: PublicKey?
        var until: Instant?
        for (member, value) in try node.members("a key", in: path) {
            switch member {
            case "key": key = try publicKey(value)
            case "until": until = try instant(value)
            default:
                let hint = NearestMatch.hint(member, among: Self.keyMembers)
                throw value.refused("a key has no member \"\(member)\"\(hint)", in: path)
            }
        }
        guard let key else { throw node.refused("a key needs a member key", in: path) }
        return PrincipalEntry.Key(key: key, until: until)
    }

    /// What was written is not repeated: it may be a secret key that was pasted by mistake.
    private func publicKey(_ node: Node) throws(UsageError) -> PublicKey {
        guard let key = node.scalar.flatMap({ PublicKey($0.string) }) else {
            throw node.refused("a public key is 64 hexadecimal digits, or 40 characters of Z85", in: path)
        }
        return key
    }

    private func instant(_ node: Node) throws(UsageError) -> Instant {
        do throws(ValueError) { return try Instant(node.scalar?.string ?? "") } catch {
            throw node.refused("until: \(error.message)", in: path)
        }
    }
}
