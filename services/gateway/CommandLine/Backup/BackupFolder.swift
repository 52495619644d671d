// A folder of backups: one folder each, under its name.

private import Glibc
import MessageSchema
import WireJSON

/// Where backups lie.
struct BackupFolder: Sendable, Equatable {
    let root: String

    init(_ root: String) { self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root }

    func path(of backup: BackupName) -> String { "\(root)/\(backup)" }

    /// The backups, oldest first, and the names of folders that are none because they were not finished.
    func list() throws(UsageError) -> (complete: [StoredBackup], unfinished: [String]) {
        var complete: [StoredBackup] = []
        var unfinished: [String] = []
        for name in try Self.names(in: root) where (try? BackupName(name)) != nil {
            let path = "\(root)/\(name)"
            if access("\(path)/\(BackupManifest.fileName)", F_OK) == 0 {
                complete.append(try StoredBackup(path))
            } else if Self.isFolder(path) {
                unfinished.append(name)
            }
        }
        return (complete.sorted { $0.manifest.created < $1.manifest.created }, unfinished.sorted())
    }

    /// The backup of a name in this folder, or in a folder of its own.
    func find(_ word: String) throws -> StoredBackup {
        let path = word.contains("/") ? BackupFolder(word).root : "\(root)/\(word)"
        guard Self.isFolder(path) else {
            throw Failure(
                .notFound, name: "backup.notFound", message: "there is no backup \(word) in \(root)",
                details: ["folder": .string(root)])
        }
        return try StoredBackup(path)
    }

    /// Names of what lies in a folder; none if there is no folder.
    static func names(in path: String) throws(UsageError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw BackupProblem.system(path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder of ours, and what is missing above it.
    static func make(_ path: String) throws(UsageError) { try SuiteLock.makeFolder(path) }

    /// Brings a folder's names to the disk.
    static func sync(_ path: String) throws(UsageError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupProblem.system(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupProblem.system(path) }
    }

    /// Removes a folder with all that is in it; a manifest in it first, so that what is left is no backup.
    static func remove(_ path: String) throws(UsageError) {
        let manifest = "\(path)/\(BackupManifest.fileName)"
        guard unlink(manifest) == 0 || errno == ENOENT else { throw BackupProblem.system(manifest) }
        for name in try names(in: path) {
            let inner = "\(path)/\(name)"
            if isFolder(inner) {
                try remove(inner)
            } else if unlink(inner) != 0, errno != ENOENT {
                throw BackupProblem.system(inner)
            }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw BackupProblem.system(path) }
    }
}

/// A backup that is complete: a folder with a manifest.
struct StoredBackup: Sendable {
    let path: String
    let manifest: BackupManifest

    private static let manifestBytesMax = 1 << 20

    /// Reads the manifest. Throws if there is none, or it cannot be one of ours.
    init(_ path: String) throws(UsageError) {
        self.path = path
        let file = "\(path)/\(BackupManifest.fileName)"
        guard let bytes = try FileText.readBytes(file, bytesMax: Self.manifestBytesMax) else {
            throw UsageError(
                "\(path) is no backup, or one that was not finished: it has no \(BackupManifest.fileName)",
                next: "see `sauro backup list`")
        }
        do {
            manifest = try WireJSON.decode(BackupManifest.self, from: bytes)
        } catch { throw UsageError("\(file) cannot be read as a manifest: \(error)") }
        guard manifest.format == BackupManifest.formatKnown else {
            throw UsageError(
                "\(file) has the form \(manifest.format), this program knows \(BackupManifest.formatKnown)",
                next: "use the version of sauro that made the backup, \(manifest.version), or a newer one")
        }
        // What a manifest names must lie in its own folder.
        for name in manifest.services.map(\.file) + manifest.files.map(\.file) + manifest.files.map(\.origin)
        where name.hasPrefix("/") || name.split(separator: "/").contains("..") {
            throw UsageError("\(file) names \(name), which leads out of its folder")
        }
    }

    /// What differs between the files and the manifest, a sentence each.
    func differences() throws -> [String] {
        var found = try manifest.expectedSeal() == manifest.seal ? [] : ["the manifest was changed: its seal differs"]
        let expected =
            manifest.services.map { ($0.file, FileDigest(bytes: $0.contents.bytes, sha256: $0.contents.sha256)) }
            + manifest.files.map { ($0.file, FileDigest(bytes: $0.bytes, sha256: $0.sha256)) }
        for (file, digest) in expected {
            guard let there = try FileDigest.of("\(path)/\(file)") else {
                found.append("\(file) is missing")
                continue
            }
            if there.bytes != digest.bytes {
                found.append("\(file) has \(there.bytes) bytes, the manifest says \(digest.bytes)")
            } else if there.sha256 != digest.sha256 {
                found.append("\(file) is damaged: its SHA-256 is not the manifest's")
            }
        }
        return found + BackupCut.problems(manifest.services)
    }
}
