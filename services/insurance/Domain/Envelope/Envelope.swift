// What a national envelope (GIAMDINHHS) holds once it is read: whose it is, and its claims one by one.

public import MessageSchema

/// An envelope: one facility's claims, in the order they stand in.
public struct Envelope: Sendable, Hashable {
    /// Who sends it (MACSKCB).
    public var facility: FacilityCode
    public var claims: [EnvelopeClaim]

    public init(facility: FacilityCode, claims: [EnvelopeClaim]) {
        self.facility = facility
        self.claims = claims
    }
}

/// One record (HOSO) of an envelope, as a claim or with what keeps it from being one.
public struct EnvelopeClaim: Sendable, Hashable {
    /// Its place in the envelope, from 1.
    public var place: Int
    /// The key, if the record states one of the right form.
    public var key: ClaimKey?
    /// Nil exactly when ``findings`` has an error.
    public var claim: Claim?
    public var findings: [Finding]
    /// Its documents as they came, in their order.
    public var files: [EnvelopeFile]
    /// Who treated and where the patient lives, each code once; only of what is a claim.
    public var named: [NamedCode]

    public init(
        place: Int, key: ClaimKey?, claim: Claim?, findings: [Finding], files: [EnvelopeFile] = [],
        named: [NamedCode] = []
    ) {
        self.named = named
        self.place = place
        self.key = key
        self.claim = claim
        self.findings = findings
        self.files = files
    }
}

/// A document of a record, decoded.
public struct EnvelopeFile: Sendable, Hashable {
    /// What it is (LOAIHOSO), such as `XML4`.
    public var name: String
    public var content: [UInt8]

    public init(name: String, content: [UInt8]) {
        self.name = name
        self.content = content
    }
}
