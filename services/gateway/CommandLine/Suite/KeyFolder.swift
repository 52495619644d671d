// The folder of secret keys, `keys/` under the data folder: a file a name, its owner's only.

import Fabric
private import Glibc

/// Key files by the names of their bearers.
struct KeyFolder: Sendable, Equatable {
    let root: String

    /// The name of the gateway's own key.
    static let gateway = "gateway"

    /// The key a name uses.
    func file(of name: String) -> String { "\(root)/\(name).key" }
    /// The key it uses next: while a rotation is under way, of the gateway until the overlap's end.
    func next(of name: String) -> String { "\(root)/\(name).key.next" }
    /// The key it used before the last rotation.
    func old(of name: String) -> String { "\(root)/\(name).key.old" }
    /// Which endpoints of the gateway speak with which key, if not the first ones with `gateway.key`.
    var gatewayUse: String { "\(root)/gateway.yaml" }

    /// Makes the folder, its owner's only, and takes the right to change what is in it.
    func open() throws(UsageError) -> KeyFolderLock {
        try SuiteLock.makeFolder(root)
        guard chmod(root, 0o700) == 0 else {
            throw UsageError("\(root) cannot be used: \(String(cString: strerror(errno)))")
        }
        return try KeyFolderLock("\(root)/lock")
    }

    /// Reads the pair in a file; nil if there is no file.
    func pair(at path: String) throws(UsageError) -> KeyPair? {
        guard access(path, F_OK) == 0 else { return nil }
        do throws(TransportError) { return try KeyFile.read(path) } catch { throw UsageError(error.description) }
    }

    /// Makes a new pair in a new file.
    func makePair(of name: String, at path: String) throws(UsageError) -> KeyPair {
        do throws(TransportError) {
            let pair = try KeyPair()
            try KeyFile.write(pair, of: name, to: path)
            return pair
        } catch { throw UsageError(error.description) }
    }

    /// The file with the secret of a public key of this name, if it is on this machine. What cannot be read is passed
    /// over: a listing says where a secret is, not why it is not there.
    func file(with key: PublicKey, of name: String) -> String? {
        [file(of: name), next(of: name), old(of: name)].first { path in
            guard let pair = try? pair(at: path) else { return false }
            return pair.publicKey == key
        }
    }
}

/// The right to change keys, for one `sauro keys` or gateway at a time.
final class KeyFolderLock {
    private let descriptor: Int32

    init(_ path: String) throws(UsageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw UsageError("\(path) cannot be used: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw UsageError("another `sauro keys` is at work here, by \(path)", next: "give the command again")
        }
    }

    /// A child that is just being started has a copy of the descriptor until it is a program of its own: closing ours
    /// alone would leave the lock with it (flock(2)).
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
