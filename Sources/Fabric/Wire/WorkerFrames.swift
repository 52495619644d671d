// The frames between gateway and service: SROW01, one command byte, and what the command carries.

internal import MessageSchema
internal import WireJSON

/// A message of the worker port.
enum WorkerFrames: Equatable {
    case ready(ReadyAnnouncement)
    case request(id: UInt64, head: [UInt8], body: [UInt8])
    case reply(id: UInt64, body: [UInt8])
    case park(id: UInt64)
    case giveBack(id: UInt64)
    case heartbeat
    case drain
    case bye

    enum Command: UInt8 { case ready = 1, request, reply, park, giveBack, heartbeat, drain, bye }

    static let version = Array("SROW01".utf8)

    /// Reads a message; nil when it is none of the eight.
    init?(_ frames: Frames, discarded: Int) {
        guard discarded == 0, frames.count >= 2, frames[0] == Self.version, frames[1].count == 1,
            let command = Command(rawValue: frames[1][0]), frames.count == 2 + command.extraFrames
        else { return nil }
        switch command {
        case .heartbeat: self = .heartbeat
        case .drain: self = .drain
        case .bye: self = .bye
        case .ready:
            guard let announcement = Self.announcement(frames[2]) else { return nil }
            self = .ready(announcement)
        case .request, .reply, .park, .giveBack:
            guard let id = Self.number(frames[2]) else { return nil }
            self = Self.about(id, command, frames)
        }
    }

    private static func about(_ id: UInt64, _ command: Command, _ frames: Frames) -> WorkerFrames {
        switch command {
        case .request: .request(id: id, head: frames[3], body: frames[4])
        case .reply: .reply(id: id, body: frames[3])
        case .park: .park(id: id)
        default: .giveBack(id: id)
        }
    }

    private static func announcement(_ text: [UInt8]) -> ReadyAnnouncement? {
        do throws(WireJSONError) {
            return try WireJSON.decode(ReadyAnnouncement.self, from: text)
        } catch {
            // A READY that cannot be read is a violation, which the caller counts; there is nobody
            // to tell why.
            return nil
        }
    }

    /// The frames as they are sent.
    var frames: Frames {
        switch self {
        case .ready(let announcement): Self.make(.ready, JSONRPC.encoded(announcement))
        case .request(let id, let head, let body): Self.make(.request, Self.bytes(id), head, body)
        case .reply(let id, let body): Self.make(.reply, Self.bytes(id), body)
        case .park(let id): Self.make(.park, Self.bytes(id))
        case .giveBack(let id): Self.make(.giveBack, Self.bytes(id))
        case .heartbeat: Self.make(.heartbeat)
        case .drain: Self.make(.drain)
        case .bye: Self.make(.bye)
        }
    }

    private static func make(_ command: Command, _ extra: [UInt8]...) -> Frames {
        [version, [command.rawValue]] + extra
    }

    /// Ids are eight bytes, most significant first.
    static func bytes(_ id: UInt64) -> [UInt8] { withUnsafeBytes(of: id.bigEndian) { [UInt8]($0) } }

    static func number(_ bytes: [UInt8]) -> UInt64? {
        bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }
}

extension WorkerFrames.Command {
    fileprivate var extraFrames: Int {
        switch self {
        case .heartbeat, .drain, .bye: 0
        case .ready, .park, .giveBack: 1
        case .reply: 2
        case .request: 3
        }
    }
}
