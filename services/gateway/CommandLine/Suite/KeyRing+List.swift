// The keys as a list: whose, what for, until when, and where the secret is.

import Fabric
import MessageSchema
import WireJSON

extension KeyRing {
    init(_ suite: SuiteFolder, now: Instant) {
        self.init(folder: suite.keyFolder, principals: suite.principals, now: now)
    }

    /// A row a key: the gateway's own first, then those of the principals file in its order.
    func rows() throws(UsageError) -> [JSONValue] {
        let entries = try PrincipalsFile.load(principals).entries
        return try gatewayRows() + entries.flatMap { entry in entry.keys.map { row(entry, $0) } }
    }

    private func gatewayRows() throws(UsageError) -> [JSONValue] {
        guard try folder.pair(at: folder.file(of: KeyFolder.gateway)) != nil else { return [] }
        return try GatewayKeys(in: folder, now: now).uses.map { use in
            row(
                KeyFolder.gateway, what: "\(use.place.rawValue) endpoints", scope: nil, use.pair.publicKey,
                until: use.until)
        }
    }

    private func row(_ entry: PrincipalEntry, _ key: PrincipalEntry.Key) -> JSONValue {
        switch entry.right {
        case .calls(let roles, let scope):
            let what = roles.map(\.rawValue).joined(separator: ", ")
            return row(entry.name, what: what, scope: scope ?? "everywhere", key.key, until: key.until)
        case .serves(let services):
            return row(
                entry.name, what: "serves \(services.joined(separator: ", "))", scope: nil, key.key, until: key.until)
        }
    }

    private func row(
        _ name: String, what: String, scope: String?, _ key: PublicKey, until: Instant?
    ) -> JSONValue {
        let isEnded = until.map { $0 <= now } ?? false
        return .members([
            ("name", .string(name)), ("state", .string(isEnded ? "ended" : until == nil ? "valid" : "ending")),
            ("for", .string(what)), ("scope", scope.map { .string($0) }),
            ("until", until.map { .string($0.text) }),
            ("file", folder.file(with: key, of: name).map { .string($0) }), ("key", .string(key.text)),
        ])
    }
}
