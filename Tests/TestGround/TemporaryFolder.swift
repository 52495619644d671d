// A folder of a test's own.

import Foundation

/// A new folder, its owner's only, with a path short enough for sockets; it goes with its last user.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() {
        path = "/tmp/sauro-\(UUID().uuidString.suffix(12).lowercased())"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { preconditionFailure("a test needs \(path): \(error)") }
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }

    /// The path of a file in it.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a text file, its folders included, and gives its path.
    @discardableResult
    public func write(_ text: String, to name: String) -> String {
        let file = URL(fileURLWithPath: file(name))
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        } catch { preconditionFailure("a test needs \(file.path): \(error)") }
        return file.path
    }
}
