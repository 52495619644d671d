// What a service refuses when it is asked for a copy of its data.

import MessageSchema

/// A no of the copies; the names stand in the frame's table of errors.
enum BackupRejection: Rejection {
    case noFolder(ServiceName)
    case busy(ServiceName)
    case unwritable(path: String, reason: String)

    var name: String {
        switch self {
        case .noFolder: "frame.backup.noFolder"
        case .busy: "frame.backup.busy"
        case .unwritable: "frame.backup.unwritable"
        }
    }

    var message: String {
        switch self {
        case .noFolder(let service): "\(service) was told of no folder for copies"
        case .busy(let service): "\(service) writes another copy already"
        case .unwritable(let path, let reason): "\(path): \(reason)"
        }
    }
}
