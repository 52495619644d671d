// A reply of the command line as it was printed, with what it states about itself.

internal import MessageSchema
internal import WireJSON

/// A command, the bytes it printed with `-o json`, and the sequence and date that quote it.
struct CapturedReply {
    let words: [String]
    let bytes: [UInt8]
    let sequence: Int64
    let asOf: CalendarDate

    init(_ words: [String], _ bytes: [UInt8]) throws {
        self.words = words
        self.bytes = bytes
        let metadata = try WireJSON.parse(bytes)[CallMetadata.member]?.decode(ReplyMetadata.self)
        guard let sequence = metadata?.sequence, let asOf = metadata?.asOf else {
            throw DemoError("sauro \(words.joined(separator: " ")) does not state its sequence and date")
        }
        self.sequence = sequence
        self.asOf = asOf
    }

    /// The words that ask for the same reply again.
    var quotation: [String] { words + ["--known-at", "\(sequence)", "--as-of", asOf.text] }
}
