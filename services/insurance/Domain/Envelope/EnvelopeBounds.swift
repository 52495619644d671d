// Every bound of the reader of envelopes, in one place. They are far above what a facility sends and below what would
// hurt.

/// What the reader takes at most.
enum EnvelopeBounds {
    /// Bytes of an envelope.
    static let bytesMax = 8 << 20
    /// Elements of an envelope, and of each document in it; a drug has 39, a service 47.
    static let elementsMax = 250_000
    /// Elements within elements; a signature needs eight.
    static let depthMax = 32
    /// Bytes of an element's name; the longest of the format has 16.
    static let nameBytesMax = 64
    /// Bytes of one text within an inner document.
    static let fieldBytesMax = 1 << 20
    /// Records (HOSO) of an envelope.
    static let recordsMax = 10_000
    /// Errors, and warnings, that are listed of a claim or an envelope; of more only the number is told.
    static let findingsMax = 50
    /// Characters of a value that a finding quotes.
    static let quotedMax = 40
}
