// What the reader of envelopes promises: claims or findings, each finding with its place, both the same each time; and
// a claim that is read can be sent on the wire.

import FuzzGround
import MessageSchema
import WireJSON

@testable import InsuranceDomain

/// Any bytes as an envelope. An input that begins with a control byte holds the inner documents instead, in the clear,
/// so that a change of one byte is a change of one byte of the table and not of base64.
enum EnvelopeProperties {
    /// What an input of inner documents begins with, and what stands between two of them.
    static let inner: UInt8 = 1

    static func check(_ input: [UInt8]) throws {
        let bytes = envelope(input)
        let first = result(bytes)
        // The second reading costs as much as the first, so that some inputs have to stand for all.
        try promise(input.count % 8 != 0 || first == result(bytes), "read twice, it is another envelope")
        switch first {
        case .success(let envelope): try checkTaken(envelope)
        case .failure(let rejection): try checkRefused(rejection)
        }
    }

    /// The envelope that an input stands for.
    static func envelope(_ input: [UInt8]) -> [UInt8] {
        guard input.first == inner else { return input }
        let documents = input.dropFirst().split(separator: inner, omittingEmptySubsequences: false).prefix(4)
        let files = documents.enumerated().map { index, document in
            let content = Base64.encoded(document)
            return "<FILEHOSO><LOAIHOSO>XML\(index + 1)</LOAIHOSO><NOIDUNGFILE>\(content)</NOIDUNGFILE></FILEHOSO>"
        }
        let text = """
            <GIAMDINHHS><THONGTINDONVI><MACSKCB>31999</MACSKCB></THONGTINDONVI><THONGTINHOSO>\
            <NGAYLAP>20261121</NGAYLAP><SOLUONGHOSO>1</SOLUONGHOSO><DANHSACHHOSO><HOSO>\(files.joined())</HOSO>\
            </DANHSACHHOSO></THONGTINHOSO></GIAMDINHHS>
            """
        return Array(text.utf8)
    }

    private static func result(_ bytes: [UInt8]) -> Result<Envelope, Refused> {
        do throws(EnvelopeRejection) { return .success(try EnvelopeReader.read(bytes)) } catch {
            return .failure(Refused(message: error.message, findings: error.findings))
        }
    }

    private struct Refused: Error, Equatable {
        var message: String
        var findings: [Finding]
    }

    private static func checkTaken(_ envelope: Envelope) throws {
        try promise(!envelope.claims.isEmpty, "an envelope without claims is taken")
        for (index, claim) in envelope.claims.enumerated() {
            try promise(claim.place == index + 1, "a claim stands at another place than it says")
            let hasErrors = claim.findings.contains { $0.severity == .error }
            try promise((claim.claim == nil) == hasErrors, "a claim with errors, or neither a claim nor errors")
            try checkFindings(claim.findings)
            if let claim = claim.claim { try checkClaim(claim) }
        }
    }

    private static func checkRefused(_ rejection: Refused) throws {
        try promise(rejection.findings.contains { $0.severity == .error }, "refused without an error")
        try promise(rejection.message.isOneLine, "a refusal of several lines")
        try checkFindings(rejection.findings)
    }

    private static func checkFindings(_ findings: [Finding]) throws {
        // Errors and warnings of the claim, and warnings of the envelope at the first of them, each with its rest.
        try promise(findings.count <= 3 * (EnvelopeBounds.findingsMax + 1), "\(findings.count) findings are listed")
        for finding in findings {
            try promise(!finding.place.isEmpty && finding.place.isOneLine, "a finding without a place: \(finding)")
            try promise(!finding.message.isEmpty && finding.message.isOneLine, "no sentence: \(finding)")
            try promise(EnvelopeRule(rawValue: finding.rule) != nil, "a rule that there is not: \(finding.rule)")
            try promise(!finding.hint.isEmpty, "a finding without a hint")
        }
    }

    private static func checkClaim(_ claim: Claim) throws {
        let written = try WireJSON.encode(claim)
        let again: Claim
        do throws(WireJSONError) { again = try WireJSON.decode(Claim.self, from: written) } catch {
            throw BrokenPromise("a claim cannot be sent: \(error): \(quoted(written))")
        }
        try promise(again == claim, "a claim is another one once it is sent: \(quoted(written))")
    }
}
