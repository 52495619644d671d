// What a backup holds, in the file that makes it one: written last and whole, so that a folder without it is none.

import MessageSchema
import Surroundings
import WireJSON

/// `manifest.json` of a backup.
struct BackupManifest: Codable, Hashable, Sendable {
    /// A service's copy.
    struct Service: Codable, Hashable, Sendable {
        var service: String
        /// Below the backup's folder.
        var file: String
        /// The services it follows.
        var follows: [String]
        var contents: CopyContents
    }

    /// A file of the gateway.
    struct File: Codable, Hashable, Sendable {
        /// Below the backup's folder.
        var file: String
        /// Below the data folder, where it came from.
        var origin: String
        var bytes: Int64
        var sha256: String
    }

    /// The form of the manifest; another one is refused.
    var format = Self.formatKnown
    var backup: BackupName
    /// The suite's version.
    var version: String
    var created: Instant
    var note: String?
    /// True if a schedule made it, and may take it away.
    var scheduled: Bool
    var services: [Service]
    var files: [File]
    /// The SHA-256 of all of the above, which tells a manifest that was changed.
    var seal = ""

    static let formatKnown = 1
    static let fileName = "manifest.json"

    var bytes: Int64 { services.reduce(0) { $0 + $1.contents.bytes } + files.reduce(0) { $0 + $1.bytes } }

    /// What the seal must be.
    func expectedSeal() throws -> String {
        var plain = self
        plain.seal = ""
        return FileDigest.sha256(try WireJSON.encode(plain))
    }

    /// The manifest as a text, sealed.
    func sealed() throws -> String {
        var sealed = self
        sealed.seal = try expectedSeal()
        let value = try WireJSON.decode(JSONValue.self, from: try WireJSON.encode(sealed))
        return String(decoding: value.jsonBytes(pretty: true), as: UTF8.self) + "\n"
    }
}
