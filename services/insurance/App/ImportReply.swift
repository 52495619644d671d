// The reply to an import, made to fit the wire: what a claim came to is there whatever the envelope's size, what fills
// it is left to `claim get`.

internal import MessageSchema
internal import WireJSON

extension ImportClaims.Reply {
    /// Bytes up to which a reply says everything; the wire takes a mebibyte, the frame's own part included.
    static let bytesMax = 960 << 10

    /// The reply with as much as there is room for: everything, records without lines and findings, or no records.
    func fitting(_ bytesMax: Int = bytesMax) throws -> Self {
        guard try WireJSON.encode(self).count > bytesMax else { return self }
        let short = thinned { record in
            var record = record
            record.adjudication.lines = []
            record.adjudication.findings = []
            return record
        }
        return try WireJSON.encode(short).count > bytesMax ? thinned { _ in nil } : short
    }

    private func thinned(_ change: (ClaimRecord) -> ClaimRecord?) -> Self {
        var reply = self
        reply.claims = claims.map { claim in
            var claim = claim
            claim.record = claim.record.flatMap(change)
            return claim
        }
        return reply
    }
}
