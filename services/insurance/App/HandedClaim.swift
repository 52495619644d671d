// A claim as it was handed in, with the texts that are kept of it. They are made beside the writer, where one claim
// does not wait for another.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

/// A claim that was handed in, ready to be kept.
struct HandedClaim: Sendable {
    let request: SubmitClaim
    /// The claim without who it is for, as JSON.
    let document: SQLValue
    /// What was handed in beside the claim, as JSON.
    let context: SQLValue
    /// Who the claim is for.
    let patient: RawJSON
    /// SHA-256 of all that was handed in, hexadecimal; no context and an empty one are the same.
    let digest: String

    init(_ request: SubmitClaim) throws {
        let context = request.context ?? ClaimContext()
        self.request = request
        document = try .json(NamelessClaim(request.claim))
        self.context = try .json(context)
        patient = RawJSON(unsafeUnchecked: try WireJSON.encode(request.claim.patient))
        let whole = SubmitClaim(claim: request.claim, context: context)
        digest = Digest.hexadecimal(Digest.sha256(try WireJSON.encode(whole)))
    }

    var claim: Claim { request.claim }
}

/// An envelope that was handed in: its claims with the texts that are kept of them, where they are claims.
struct HandedEnvelope: Sendable {
    let envelope: Envelope
    let claims: [HandedClaim?]

    init(_ envelope: Envelope, contexts: [String: ClaimContext]) throws {
        self.envelope = envelope
        claims = try envelope.claims.map { found in
            try found.claim.map { try HandedClaim(SubmitClaim(claim: $0, context: contexts[$0.key.text])) }
        }
    }
}
