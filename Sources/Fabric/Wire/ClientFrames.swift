// The client's side of RFC 7/MDP, as the gateway reads it: "", MDPC01, service, body.

/// What a message on the client port turned out to be.
enum ClientFrames: Equatable {
    case request(service: String, body: [UInt8])
    /// Malformed, but its sender can be told; the service frame to answer under.
    case malformed(service: [UInt8], reason: String)
    /// Nothing to answer: libzmq's PROBE_ROUTER sends one empty frame on connecting.
    case nothing

    static let version = Array("MDPC01".utf8)
    /// Bytes of a service name; longer ones are malformed.
    static let serviceBytesMax = 255

    static func read(_ frames: Frames, discarded: Int) -> ClientFrames {
        if frames == [[]] || frames.isEmpty { return .nothing }
        let service = frames.count > 2 && frames[2].count <= serviceBytesMax ? frames[2] : []
        func malformed(_ reason: String) -> ClientFrames {
            .malformed(service: service, reason: reason)
        }
        guard frames[0].isEmpty else {
            return malformed("the first frame must be empty (RFC 7/MDP)")
        }
        guard frames.count > 1, frames[1] == version else {
            return malformed("the second frame must be MDPC01")
        }
        guard frames.count > 2, let name = String(validating: frames[2], as: UTF8.self),
            !service.isEmpty
        else {
            return malformed("the third frame must be a service's name")
        }
        guard frames.count == 4, discarded == 0 else {
            return malformed(
                "the body is one frame, the fourth; \(frames.count + discarded) frames came")
        }
        return .request(service: name, body: frames[3])
    }

    /// The frames of a request, and of an answer, which look the same.
    static func make(service: [UInt8], body: [UInt8]) -> Frames { [[], version, service, body] }
}
