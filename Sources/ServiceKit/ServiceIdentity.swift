// Which run of a service this is.

import MessageSchema

/// One run of a service.
struct ServiceIdentity: Sendable {
    var version = Release.version
    /// UUIDv7, new each start.
    var instance: String
}
