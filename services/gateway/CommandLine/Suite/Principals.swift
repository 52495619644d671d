// Who a caller is: from where its message came, and whom it asks to act as. Answers from memory; the file is read
// again when it has changed.

import Fabric
private import Glibc
import MessageSchema
private import Synchronization

/// The principals in force.
final class Principals: Sendable {
    private struct State {
        var file: PrincipalsFile
        var stamp: Stamp?
    }
    /// What tells that a file has changed.
    private struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var bytes: Int
        var inode: UInt64
    }

    let path: String
    private let owner: UInt32
    private let state: Mutex<State>

    /// Reads the file. Throws when it is malformed; without one only the owner may act.
    init(path: String, owner: UInt32 = geteuid()) throws(UsageError) {
        self.path = path
        self.owner = owner
        let stamp = Self.stamp(of: path)
        state = Mutex(State(file: try PrincipalsFile.load(path), stamp: stamp))
    }

    /// Reads the file again if it has changed. Throws when it is malformed; what was in force stays so.
    @discardableResult
    func reload() throws(UsageError) -> Bool {
        let stamp = Self.stamp(of: path)
        let isNew = state.withLock { state in
            defer { state.stamp = stamp }
            return state.stamp != stamp
        }
        guard isNew else { return false }
        let file = try PrincipalsFile.load(path)
        state.withLock { $0.file = file }
        return true
    }

    /// Who the caller is.
    func principal(_ origin: PeerOrigin, actAs name: String?) -> Result<Principal, Failure> {
        guard case .local(let uid) = origin else {
            return Self.refused("the gateway cannot tell who is calling")
        }
        let own = "local:\(uid)"
        guard let name else {
            if uid == owner { return .success(Principal(name: own, roles: [.administrator])) }
            guard let known = named(own) else { return Self.refused("\(path) does not name \(own)") }
            return .success(known)
        }
        guard uid == owner else {
            return Self.refused("only the owner of the suite may act as \"\(name)\", and that is not \(own)")
        }
        guard var acting = named(name) else { return Self.refused("\(path) does not name \"\(name)\"") }
        acting.via = own
        return .success(acting)
    }

    private func named(_ name: String) -> Principal? { state.withLock { $0.file.principal(named: name) } }

    private static func refused(_ message: String) -> Result<Principal, Failure> {
        .failure(Failure(.forbidden, name: "frame.scope.forbidden", message: message, executed: .no))
    }

    private static func stamp(of path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, bytes: Int(status.st_size),
            inode: UInt64(status.st_ino))
    }
}
