// How the reader of envelopes says no to one as a whole.

public import MessageSchema

/// Why nothing of an envelope can be taken in: its XML, its base64 or its structure is wrong. What is wrong with the
/// fields of one claim refuses only that claim.
public struct EnvelopeRejection: FindingsRejection {
    public let findings: [Finding]

    init(_ findings: [Finding]) { self.findings = findings }

    public var name: String { "insurance.envelope.malformed" }

    public var message: String {
        let errors = findings.filter { $0.severity == .error }
        guard let first = errors.first else { return "The envelope cannot be read." }
        let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        return "The envelope cannot be read: \(first.place): \(first.message)\(more)"
    }
}
