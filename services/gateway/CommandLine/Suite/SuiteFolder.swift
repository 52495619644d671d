// Where everything of a suite lies under its one data folder.

/// The data folder of a suite.
public struct SuiteFolder: Sendable, Equatable {
    public var root: String

    public init(root: String) { self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root }

    public var run: String { root + "/run" }
    /// Where clients connect.
    public var clientSocket: String { run + "/client.ipc" }
    /// Where services connect.
    public var workerSocket: String { run + "/worker.ipc" }
    /// Held by the `sauro up` that runs the suite; holds its process id.
    public var lock: String { run + "/up.lock" }
    /// The manual clock, if the suite has one.
    public var clock: String { run + "/clock" }
    public var logs: String { root + "/log" }
    public var principals: String { root + "/principals.yaml" }
    /// Secret keys; only its owner may look in.
    public var keys: String { root + "/keys" }
    var keyFolder: KeyFolder { KeyFolder(root: keys) }
    /// Where the services write copies for backups, and where backups lie, unless told otherwise.
    public var backups: String { root + "/backups" }
    /// There while a restore is under way, or was interrupted.
    var restoring: String { root + "/restoring" }
    /// A service's own data.
    public func data(of service: String) -> String { "\(root)/\(service)" }
    public func log(of service: String) -> String { "\(logs)/\(service).log" }
}
