// The documents (XML0 to XML15) that a claim came with in an envelope, kept as they were handed in.

/// A document of a claim.
public struct DossierFile: Codable, Hashable, Sendable {
    /// Counted from 1 within the claim, in the order of the envelope.
    public var number: Int
    /// What it is (LOAIHOSO), such as `XML4`.
    public var name: String
    /// Its size in bytes.
    public var size: Int
    /// SHA-256 of its bytes, hexadecimal.
    public var digest: String

    public init(number: Int, name: String, size: Int, digest: String) {
        self.number = number
        self.name = name
        self.size = size
        self.digest = digest
    }

    static let example = DossierFile(number: 4, name: "XML4", size: 3, digest: String(repeating: "0", count: 64))
}

/// Shows the documents that a claim came with: all of them by name, or one with what it says.
public struct ShowDossier: Method {
    public static let name: MethodName = "insurance.claim.dossier"
    public static let effect = Effect.reads
    public static let permission = Permission.readPersonalData
    public static let scope = Scope<Self>.found
    public static let summary = "Show the documents that a claim came with, XML0 to XML15, or what one of them says."

    public var claim: ClaimID
    /// The number of a document; left out, all are listed.
    public var file: Int?

    public init(claim: ClaimID, file: Int? = nil) {
        self.claim = claim
        self.file = file
    }

    public struct Reply: Codable, Hashable, Sendable {
        /// Empty for a claim that did not come in an envelope.
        public var files: [DossierFile]
        /// The bytes of the one that was asked for, UTF-8 as they came, in base64 (RFC 4648, section 4).
        public var content: String?

        public init(files: [DossierFile], content: String? = nil) {
            self.files = files
            self.content = content
        }
    }
    public static let example = Example(
        Self(claim: .sample, file: 4), reply: Reply(files: [.example], content: "PEEvPg=="))
}
