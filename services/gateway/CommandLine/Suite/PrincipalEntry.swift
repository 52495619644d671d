// One name of the principals file: what its bearer may do, and by which keys it is known over TCP.

import Fabric
import MessageSchema

/// A principal as the file has it.
struct PrincipalEntry: Sendable, Equatable {
    /// What a name stands for. A caller is heard on the client port only, an instance on the worker port only.
    enum Right: Sendable, Equatable {
        /// Calls methods, in the subtree of a unit if one is named.
        case calls(roles: [Role], scope: String?)
        /// Is an instance of these services.
        case serves([String])

        /// The port it is for.
        var side: Listener.Side { if case .calls = self { .clients } else { .workers } }
    }

    /// A public key, valid until a moment of the machine's clock if one is named.
    struct Key: Sendable, Equatable {
        var key: PublicKey
        var until: Instant?

        func isValid(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
    }

    var name: String
    var right: Right
    var keys: [Key] = []

    /// Who it is when it calls; nil for an instance.
    var principal: Principal? {
        guard case .calls(let roles, let scope) = right else { return nil }
        return Principal(name: name, roles: roles, scope: scope)
    }

    func serves(_ service: String) -> Bool {
        guard case .serves(let services) = right else { return false }
        return services.contains(service)
    }

    /// 1 to 64 letters, digits and any of `. : _ @ -`.
    static func isName(_ name: String) -> Bool {
        (1...64).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || ".:_@-".contains($0) }
    }

    static let nameForm = "a name is 1 to 64 letters, digits and any of . : _ @ -"
}
