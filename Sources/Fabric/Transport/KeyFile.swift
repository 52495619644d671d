// The file of a key pair: its bearer's only, written once and never over another.

private import Glibc

/// Files with a secret key. One line `public: KEY` and one `secret: KEY`; lines that begin with # are comments.
public enum KeyFile {
    /// Bytes read of a file; a key file has some 200.
    private static let bytesMax = 4096

    /// Reads a pair. Throws when others than its bearer can open the file, or it is no key file.
    public static func read(_ path: String) throws(TransportError) -> KeyPair {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .keyUnusable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .keyUnusable(path: path, reason: String(cString: strerror(errno)))
        }
        guard isPrivate(status) else {
            throw .keyUnusable(path: path, reason: "others than its owner may open it; chmod 600 it")
        }
        var buffer = [UInt8](repeating: 0, count: bytesMax)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw .keyUnusable(path: path, reason: String(cString: strerror(errno))) }
        return try pair(in: String(decoding: buffer[..<count], as: UTF8.self), path)
    }

    /// Whether the file is its owner's only, or belongs to root and root lets one group read it: so systemd hands out
    /// credentials (systemd.exec(5), LoadCredential) and engines of containers secrets. PostgreSQL takes its
    /// `ssl_key_file` by the same rule.
    private static func isPrivate(_ status: stat) -> Bool {
        status.st_mode & 0o077 == 0 || (status.st_uid == 0 && status.st_mode & 0o037 == 0)
    }

    private static func pair(in text: String, _ path: String) throws(TransportError) -> KeyPair {
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            values[parts[0]] = String(parts[1].filter { $0 != " " && $0 != "\r" })
        }
        guard let secret = values["secret"], let pair = KeyPair(secretText: secret) else {
            throw .keyUnusable(path: path, reason: "it has no line `secret: ` with 64 hexadecimal digits")
        }
        if let stated = values["public"], stated != pair.publicKey.text {
            throw .keyUnusable(path: path, reason: "its public key does not belong to its secret key")
        }
        return pair
    }

    /// Writes a pair to a new file, its owner's only and on disk when this returns. Throws when there is a file.
    public static func write(_ pair: KeyPair, of name: String, to path: String) throws(TransportError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .keyUnusable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let text = """
            # The secret key of \(name). Who can read this file is \(name).
            public: \(pair.publicKey.text)
            secret: \(pair.secretText)

            """
        guard Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count, fsync(descriptor) == 0 else {
            throw .keyUnusable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
