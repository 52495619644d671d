// Which run of which service this is, and whom it acts as.

import MessageSchema

/// One run of a service.
struct ServiceIdentity: Sendable {
    let service: ServiceName
    /// The release.
    let version: String
    /// UUIDv7, new each start.
    let instance: String

    /// The service as the one who acts: what it does by itself, it does everywhere.
    var principal: Principal { Principal(name: "service:\(service)", roles: [.service]) }
}
