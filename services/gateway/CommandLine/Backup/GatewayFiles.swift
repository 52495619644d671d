// The gateway's own files in a backup: who may act, and how the command line is set up. Secret keys only when asked
// for: who has a backup should not thereby be able to act as everybody in it.

private import Glibc
import MessageSchema

/// Files of the data folder that are kept with a backup.
struct GatewayFiles {
    let settings: Settings
    let environment: [String: String]
    let withKeys: Bool

    /// Below a backup's folder.
    static let folder = "gateway"
    /// What the config file is called there; it does not lie in the data folder.
    static let config = "config.yaml"

    /// Copies what is there.
    func keep(in backup: String) throws -> [BackupManifest.File] {
        var files = [(settings.suite.principals, "principals.yaml"), (ConfigFile.path(environment), Self.config)]
        let keys = settings.suite.keyFolder
        files.append((keys.gatewayUse, "keys/gateway.yaml"))
        if withKeys {
            for name in try BackupFolder.names(in: keys.root).sorted() where name.contains(".key") {
                files.append(("\(keys.root)/\(name)", "keys/\(name)"))
            }
        }
        var kept: [BackupManifest.File] = []
        for (path, name) in files where access(path, F_OK) == 0 {
            let file = "\(Self.folder)/\(name)"
            if let slash = file.lastIndex(of: "/") { try BackupFolder.make("\(backup)/\(file[..<slash])") }
            let digest = try FileDigest.copy(path, to: "\(backup)/\(file)")
            kept.append(.init(file: file, origin: name, bytes: digest.bytes, sha256: digest.sha256))
        }
        for folder in ["\(backup)/\(Self.folder)", "\(backup)/\(Self.folder)/keys"] where BackupFolder.isFolder(folder)
        {
            try BackupFolder.sync(folder)
        }
        return kept
    }
}
