// A consistent copy of a store while it is written to: one SQLite file whichever the engine, whole without a log beside
// it, on disk before anybody is told of it.

internal import Crypto
private import Glibc
public import MessageSchema
public import Surroundings

/// What a copy of a store holds; read from the copy itself, not from the store, which has gone on since.
public struct StoreCopy: Sendable, Hashable {
    /// A consumer's place in a journal it follows.
    public struct Cursor: Sendable, Hashable {
        public var name: String
        public var journal: String
        /// The last sequence applied.
        public var after: Int64
    }

    /// The file's size, and the SHA-256 of its bytes.
    public var bytes: Int64
    public var digest: [UInt8]
    public var head: JournalHead
    /// The version of each part of the schema.
    public var schema: [String: Int]
    /// By name.
    public var cursors: [Cursor]
}

extension Store {
    /// Copies one snapshot of the store into a new file, its owner's only, and brings it to the disk. Writers and
    /// readers go on meanwhile. What the store has deleted is not in the copy. A failure or a cancelled task leaves no
    /// file behind.
    public func copy(to path: String) async throws -> StoreCopy {
        try CopyFile.create(path)
        do {
            try await engine.copy(to: path) { [service, migrations, settings, now = surroundings.now()] in
                let upgrade = SchemaUpgrade(
                    migrations, path: $1, service: service, now: now,
                    policy: SchemaPolicy(release: settings.schema.release))
                try upgrade.run($0)
            }
            try Task.checkCancellation()
            try CopyFile.sync(path)
            return try CopyFile.describe(path)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// About how many bytes a copy has, for who waits for one.
    public func bytesToCopy() async throws -> Int64 { try await engine.bytesInUse() }

    /// What the engine finds wrong with its own files, a sentence each; nothing in a sound one.
    public func faults() async throws -> [String] { try await engine.faults() }
}

extension Store {
    /// What a service's database holds, without opening it for writing or changing its schema.
    public static func look(
        at place: StorePlace, service: ServiceName, surroundings: Surroundings
    ) throws -> (head: JournalHead, cursors: [StoreCopy.Cursor]) {
        func look(_ connection: any Connection) throws -> (JournalHead, [StoreCopy.Cursor]) {
            (try HeadRow.read(connection).head, try Reader(connection).cursors())
        }
        if case .folder(let folder) = place {
            return try SQLiteEngine.inspecting("\(folder)/\(service).sqlite", look)
        }
        let found = try place.looking(at: service, settings: .init(), surroundings: surroundings) { connection, _ in
            try look(connection)
        }
        guard let found else { throw StorageError.cannotOpen(path: place.name(of: service), reason: "it is empty") }
        return found
    }
}

/// The file of a copy.
enum CopyFile {
    static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        close(descriptor)
    }

    static func empty(_ path: String) throws {
        guard truncate(path, 0) == 0 else { throw failure(path) }
    }

    static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    /// Reads what a copy says of itself, and its bytes once through.
    static func describe(_ path: String) throws -> StoreCopy {
        let (bytes, digest) = try digest(path)
        return try SQLiteEngine.inspecting(path) { connection in
            let schema = try connection.all("SELECT part, version FROM schema_version", []).map {
                (try $0.text("part"), Int(try $0.integer("version")))
            }
            return StoreCopy(
                bytes: bytes, digest: digest, head: try HeadRow.read(connection).head,
                schema: Dictionary(schema, uniquingKeysWith: { $1 }),
                cursors: try Reader(connection).cursors())
        }
    }

    /// The bytes of a file and their SHA-256.
    private static func digest(_ path: String) throws -> (bytes: Int64, digest: [UInt8]) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var hash = SHA256()
        var bytes: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return (bytes, Array(hash.finalize())) }
            buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            bytes += Int64(count)
        }
    }

    private static func failure(_ path: String) -> StorageError {
        let code = errno
        let text = "\(path): \(String(cString: strerror(code)))"
        return code == ENOSPC || code == EDQUOT || code == EFBIG
            ? .diskFull(message: text) : .cannotOpen(path: path, reason: String(cString: strerror(code)))
    }
}
