// Which program and which run of it this is.

/// The version of the suite; all its programs bear the same.
public enum Release {
    public static let version = "0.1.0"
}

/// One run of a service.
struct ServiceIdentity: Sendable {
    var version = Release.version
    /// UUIDv7, new each start.
    var instance: String
}
