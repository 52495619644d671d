// What the readers of frames promise on both ports: what they take is written again to the same frames, what they
// refuse can be answered, and nothing else happens.

import FuzzGround
import MessageSchema
import WireJSON

@testable import Fabric

/// The frames of a message, as both ports of the gateway read them.
enum FramesProperties {
    static func check(_ input: [UInt8]) throws {
        let (frames, discarded) = message(input)
        try checkClient(frames, discarded)
        try checkWorker(frames, discarded)
    }

    /// An input as a message: one byte for the frames thrown away, then each frame after a byte with its length; 255
    /// is all that is left. What is too short is the rest.
    static func message(_ input: [UInt8]) -> (frames: Frames, discarded: Int) {
        guard let discarded = input.first else { return ([], 0) }
        var frames: Frames = []
        var rest = input.dropFirst()
        while let length = rest.popFirst() {
            let frame = length == 255 ? rest : rest.prefix(Int(length))
            frames.append(Array(frame))
            rest = rest.dropFirst(frame.count)
        }
        return (frames, Int(discarded))
    }

    /// The input that is read as this message.
    static func input(_ frames: Frames, discarded: Int = 0) -> [UInt8] {
        var input = [UInt8(discarded)]
        for (index, frame) in frames.enumerated() {
            let isLong = frame.count > 254
            precondition(!isLong || index == frames.count - 1, "only the last frame may have more than 254 bytes")
            input += [isLong ? 255 : UInt8(frame.count)] + frame
        }
        return input
    }

    private static func checkClient(_ frames: Frames, _ discarded: Int) throws {
        let read = ClientFrames.read(frames, discarded: discarded)
        try promise(ClientFrames.read(frames, discarded: discarded) == read, "read twice, it is another message")
        switch read {
        case .nothing:
            try promise(frames.allSatisfy(\.isEmpty) && frames.count <= 1, "a message with bytes counts as nothing")
        case .request(let service, let body):
            let written = ClientFrames.make(service: Array(service.utf8), body: body)
            try promise(written == frames && discarded == 0, "a request is written to other frames than it came in")
            try promise((1...ClientFrames.serviceBytesMax).contains(service.utf8.count), "a service without a name")
        case .malformed(let service, let reason):
            try promise(!reason.isEmpty && reason.isOneLine, "a refusal without a reason")
            try promise(service.isEmpty || service == frames[2], "the refusal goes to another service's name")
            try promise(service.count <= ClientFrames.serviceBytesMax, "the refusal's service is too long")
            try promise(discarded > 0 || !isRequest(frames), "a request by RFC 7/MDP is refused: \(reason)")
        }
    }

    /// RFC 7/MDP said once more, without the reader.
    private static func isRequest(_ frames: Frames) -> Bool {
        guard frames.count == 4, frames[0].isEmpty, frames[1] == Array("MDPC01".utf8) else { return false }
        return (1...255).contains(frames[2].count) && String(validating: frames[2], as: UTF8.self) != nil
    }

    private static func checkWorker(_ frames: Frames, _ discarded: Int) throws {
        guard let read = WorkerFrames(frames, discarded: discarded) else { return }
        try promise(discarded == 0, "a message of which frames were thrown away is read")
        let written = read.frames
        try promise(WorkerFrames(written, discarded: 0)?.frames == written, "what is written is not read again")
        try promise(WorkerFrames(frames, discarded: 0)?.frames == written, "read twice, it is another message")
        switch read {
        case .ready: try promise(written.count == frames.count, "an announcement gains or loses frames")
        case .request(_, let head, _):
            try promise(written == frames, "a request is written to other frames than it came in")
            try checkHead(head)
        default: try promise(written == frames, "a message is written to other frames than it came in")
        }
    }

    /// Who asks, as the gateway says it before the body.
    private static func checkHead(_ text: [UInt8]) throws {
        let head: RequestHead
        do throws(WireJSONError) { head = try WireJSON.decode(RequestHead.self, from: text) } catch { return }
        let written = try WireJSON.encode(head)
        let again = try WireJSON.decode(RequestHead.self, from: written)
        try promise(try WireJSON.encode(again) == written, "a head is another one once it is written")
    }
}
