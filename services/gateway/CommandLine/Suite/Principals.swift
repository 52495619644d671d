// Who a caller is: from where its message came, by which key, and whom it asks to act as. Answers from memory; the file
// is read again when it has changed.

import Fabric
private import Glibc
import MessageSchema
import Surroundings
private import Synchronization

/// The principals in force.
final class Principals: Sendable {
    private struct State {
        var file: PrincipalsFile
        var stamp: FileStamp?
    }

    let path: String
    private let owner: UInt32
    private let surroundings: Surroundings
    private let denials: DenialLog
    private let state: Mutex<State>

    /// Reads the file. Throws when it is malformed; without one only the owner may act.
    init(
        path: String, owner: UInt32 = geteuid(), surroundings: Surroundings = .live, denials: DenialLog? = nil
    ) throws(UsageError) {
        self.path = path
        self.owner = owner
        self.surroundings = surroundings
        self.denials = denials ?? DenialLog(monotonic: surroundings.monotonic) { _ in }
        let stamp = FileStamp(of: path)
        state = Mutex(State(file: try PrincipalsFile.load(path), stamp: stamp))
    }

    /// Reads the file again if it has changed, or in any case. Throws when it is malformed; what was in force stays so.
    @discardableResult
    func reload(inAnyCase isForced: Bool = false) throws(UsageError) -> Bool {
        let stamp = FileStamp(of: path)
        let isNew = state.withLock { state in
            defer { state.stamp = stamp }
            return state.stamp != stamp
        }
        guard isNew || isForced else { return false }
        let file = try PrincipalsFile.load(path)
        state.withLock { $0.file = file }
        return true
    }

    /// What the broker asks.
    var admission: Admission {
        Admission(
            principal: { self.principal($0, actAs: $1) }, admits: { self.admits($0, $1) },
            serves: { self.serves($0, $1) })
    }

    // MARK: requests

    /// Who the caller is.
    func principal(_ origin: PeerOrigin, actAs name: String?) -> Result<Principal, Failure> {
        do throws(Refusal) {
            switch origin {
            case .local(let uid): return .success(try local(uid, actAs: name))
            case .key(let key): return .success(try caller(key, actAs: name))
            case .unknown: throw Refusal(who: "an unknown caller", message: "the gateway cannot tell who is calling")
            }
        } catch {
            denials.note(error.who, error.why ?? error.message)
            return .failure(Failure(.forbidden, name: "frame.scope.forbidden", message: error.message, executed: .no))
        }
    }

    /// A caller that is nobody here.
    private struct Refusal: Error {
        /// For the log.
        var who: String
        var message: String
        /// For the log too, if the message repeats what the caller wrote.
        var why: String?
    }

    private func local(_ uid: UInt32, actAs name: String?) throws(Refusal) -> Principal {
        let own = "local:\(uid)"
        guard let name else {
            if uid == owner { return Principal(name: own, roles: [.administrator]) }
            guard let known = file.principal(named: own) else {
                throw Refusal(
                    who: own, message: "the principals file does not name \(own)", why: "\(path) does not name it")
            }
            return known
        }
        guard uid == owner else { throw Self.notOwner(own, own, wants: name) }
        guard var acting = file.principal(named: name) else {
            throw Refusal(
                who: own, message: "the principals file does not name \"\(name)\"",
                why: "\(path) does not name whom it asks to act as")
        }
        acting.via = own
        return acting
    }

    private func caller(_ key: PublicKey, actAs name: String?) throws(Refusal) -> Principal {
        guard let holder = file.holder(of: key), let principal = holder.entry.principal else {
            throw Refusal(who: "key \(key)", message: "this key is not one of a caller here")
        }
        let who = Self.who(principal.name, key)
        if let until = holder.key.until, !holder.key.isValid(at: now) {
            throw Refusal(who: who, message: "this key of \(principal.name) was valid until \(until)")
        }
        guard let name else { return principal }
        throw Self.notOwner(who, principal.name, wants: name)
    }

    private static func notOwner(_ who: String, _ own: String, wants name: String) -> Refusal {
        Refusal(
            who: who, message: "only the owner of the suite may act as \"\(name)\", and that is not \(own)",
            why: "only the owner of the suite may act as another")
    }

    // MARK: connections and instances

    /// Whether a connection of this key may be made to a port (ZAP).
    func admits(_ key: PublicKey, _ side: Listener.Side) -> Bool {
        guard let holder = file.holder(of: key) else {
            denials.note("key \(key)", "\(path) does not have it")
            return false
        }
        let who = Self.who(holder.entry.name, key)
        guard holder.key.isValid(at: now) else {
            denials.note(who, "its key was valid until \(holder.key.until.map(\.text) ?? "now")")
            return false
        }
        guard holder.entry.right.side == side else {
            denials.note(who, side == .clients ? "it serves, and calls nothing" : "it calls, and serves nothing")
            return false
        }
        return true
    }

    /// Whether an instance may say READY for a service.
    func serves(_ origin: PeerOrigin, _ service: String) -> Bool {
        switch origin {
        case .local(owner): return true
        case .local(let uid):
            if file.entry(named: "local:\(uid)")?.serves(service) == true { return true }
            denials.note("local:\(uid)", "\(path) does not say that it serves what it offers")
        case .key(let key):
            guard let holder = file.holder(of: key), holder.key.isValid(at: now) else {
                denials.note("key \(key)", "\(path) does not have it any more")
                return false
            }
            if holder.entry.serves(service) { return true }
            denials.note(Self.who(holder.entry.name, key), "\(path) does not say that it serves what it offers")
        case .unknown: denials.note("an unknown instance", "the gateway cannot tell who it is")
        }
        return false
    }

    private var file: PrincipalsFile { state.withLock { $0.file } }

    /// Keys end by the machine's clock: a suite that plays years does not move them.
    private var now: Instant { surroundings.machineInstant }

    /// A name with the beginning of the key, which tells two keys of one name apart.
    private static func who(_ name: String, _ key: PublicKey) -> String { "\(name) (key \(key.text.prefix(8))…)" }
}

extension Surroundings {
    /// The machine's wall clock as an instant.
    var machineInstant: Instant { Instant(microseconds: machineTime() * 1000) }
}
