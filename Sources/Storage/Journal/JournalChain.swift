// The hash chain: every entry's hash covers its fields, the seal of its personal part, and the hash
// before. Frozen: stored journals are verified with it.

internal import Crypto
internal import FoundationEssentials

/// An entry's fields, as they are hashed and stored.
struct ChainedFields {
    var sequence: Int64
    /// Microseconds since 1970.
    var recorded: Int64
    var type: String
    var subject: String
    var actor: String
    var actedVia: String?
    var trace: String?
    /// JSON.
    var data: String
    /// SHA-256 over salt and personal part; nothing if there is no personal part.
    var sealed: [UInt8]
}

/// SHA-256 over length-prefixed fields (a length is eight bytes, big-endian; an absent field's is
/// all ones), so that no two different entries hash the same bytes.
enum JournalChain {
    /// What stands before record 1: 32 zero bytes and the journal's first id.
    static func genesis(origin: String) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        append(Array(origin.utf8), to: &bytes)
        return digest(bytes)
    }

    static func hash(previous: [UInt8], _ fields: ChainedFields) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + fields.data.utf8.count)
        append(previous, to: &bytes)
        append(UInt64(bitPattern: fields.sequence), to: &bytes)
        append(UInt64(bitPattern: fields.recorded), to: &bytes)
        append(fields.type.utf8, to: &bytes)
        append(fields.subject.utf8, to: &bytes)
        append(fields.actor.utf8, to: &bytes)
        append(fields.actedVia, to: &bytes)
        append(fields.trace, to: &bytes)
        append(fields.data.utf8, to: &bytes)
        append(fields.sealed, to: &bytes)
        return digest(bytes)
    }

    static func seal(salt: [UInt8], personal: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(salt, to: &bytes)
        append(personal.utf8, to: &bytes)
        return digest(bytes)
    }

    private static func append(_ field: some Collection<UInt8>, to bytes: inout [UInt8]) {
        appendBigEndian(UInt64(field.count), to: &bytes)
        bytes.append(contentsOf: field)
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        if let text { append(text.utf8, to: &bytes) } else { appendBigEndian(.max, to: &bytes) }
    }

    /// A number is a field of eight bytes.
    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        appendBigEndian(8, to: &bytes)
        appendBigEndian(number, to: &bytes)
    }

    private static func appendBigEndian(_ number: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
