// What the log says of an error. Errors carry what callers sent and what tables hold: citizen numbers, names,
// diagnoses. The log says which error it was and where, never with which value.

import Fabric
import MessageSchema
import Storage
import WireJSON

/// An error as the log may show it.
struct LoggedCause: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description =
            switch error {
            case let error as StorageError: "\(error)"
            case let error as TransportError: "\(error)"
            // The names of refusals are the contract's; their sentences may quote the request.
            case let failure as Failure: failure.name
            case let rejection as any Rejection: rejection.name
            case let error as WireJSONError: "\(error.kind.rawValue) at byte \(error.offset)"
            default: String(reflecting: type(of: error))
            }
    }
}
