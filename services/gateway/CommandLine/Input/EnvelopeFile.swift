// What `claim import` is given: envelopes as files, and the context of their claims. Everything is looked at before the
// first is sent, so that a wrong word changes nothing.

import MessageSchema
import WireJSON

/// One envelope to be sent.
struct EnvelopeFile: Sendable, Equatable {
    /// The path as it was given; `-` is standard input.
    let path: String
    /// What standard input or a pipe held; files are read when they are sent.
    private let bytes: [UInt8]?

    /// The name in messages.
    var name: String { path == "-" ? "standard input" : path }

    /// The envelopes of the paths. Throws for one that cannot be read or that no request holds.
    static func all(_ paths: [String], contextBytes: Int, _ console: Console) throws -> [EnvelopeFile] {
        guard paths.count(where: { $0 == "-" }) <= 1 else { throw UsageError("- is given twice") }
        let bytesMax = EnvelopeBudget.bytesMax(contextBytes: contextBytes)
        return try paths.map { path in
            let bytes = try path == "-" ? console.readInput() : file(path)
            let isOnce = path == "-" || !FileText.isRegular(path)
            let envelope = EnvelopeFile(path: path, bytes: isOnce ? bytes : nil)
            guard bytes.count <= bytesMax else { throw tooLarge(envelope.name, bytes.count, bytesMax) }
            return envelope
        }
    }

    /// The bytes, read now.
    func read() throws(UsageError) -> [UInt8] { if let bytes { bytes } else { try Self.file(path) } }

    private static func file(_ path: String) throws(UsageError) -> [UInt8] {
        guard let bytes = try FileText.readBytes(path, bytesMax: Bounds.inputBytesMax) else {
            throw UsageError("there is no file \(path)")
        }
        return bytes
    }

    private static func tooLarge(_ name: String, _ bytes: Int, _ bytesMax: Int) -> UsageError {
        UsageError(
            "\(name) has \(bytes) bytes; a request holds an envelope of at most \(bytesMax)",
            next: "export it in parts, each with fewer HOSO; nothing was sent")
    }
}

/// How large an envelope may be.
enum EnvelopeBudget {
    /// What a request needs beside the envelope and the context: JSON-RPC's members and the call's metadata.
    private static let restBytes = 4 << 10

    /// Bytes of an envelope that fit into a request with the context; base64 makes four of three.
    static func bytesMax(contextBytes: Int) -> Int {
        max(0, (Bounds.requestBytesMax - restBytes - contextBytes) / 4 * 3)
    }
}

/// The context of claims, by claim key, as the file has it.
enum ClaimContextFile {
    private static let form = """
        it is {"MA_LK": {"paid_before_step": "0.00", "paid_after_step": "0.00", "donor": "personal"}}
        """
    /// A context may take so much of a request; the envelope wants the rest.
    private static let bytesMax = Bounds.requestBytesMax / 2

    /// The context of a file, checked. Throws for what cannot be read and what is malformed.
    static func read(_ path: String) throws(UsageError) -> JSONValue {
        guard let bytes = try FileText.readBytes(path, bytesMax: Bounds.inputBytesMax) else {
            throw UsageError("there is no file \(path)")
        }
        let context = try checked(bytes, path)
        guard context.jsonBytes(pretty: false).count <= bytesMax else {
            throw UsageError(
                "\(path) holds more than the \(bytesMax) bytes of context that a request takes",
                next: "give each envelope the context of its own claims")
        }
        return context
    }

    private static func checked(_ bytes: [UInt8], _ path: String) throws(UsageError) -> JSONValue {
        let options = WireJSON.Options(bytesMax: Bounds.inputBytesMax, duplicateMembers: .refused)
        do throws(WireJSONError) {
            _ = try WireJSON.decode(
                [String: ClaimContext].self, from: bytes, options: options, unknownMembers: .refused)
            return try WireJSON.decode(JSONValue.self, from: bytes, options: options)
        } catch {
            let place = error.path.isEmpty ? "" : " (\(error.path))"
            throw UsageError(
                "\(path), \(TextPlace(of: error.offset, in: bytes)): \(error.message)\(place)", next: form)
        }
    }
}
