// The method that imports an envelope: its claims in order, in one transaction. An envelope that cannot be read stores
// nothing; a claim that cannot be taken in is answered with why, and the others go on.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

extension ClaimHandlers {
    /// The envelope of a request. Read beside the writer, since it takes longer than what is done with it.
    static func envelope(of request: ImportClaims) throws -> HandedEnvelope {
        try HandedEnvelope(EnvelopeReader.read(bytes(of: request)), contexts: request.context ?? [:])
    }

    static func importing(
        _ request: ImportClaims, _ handedIn: HandedEnvelope, _ context: WriteContext
    ) throws -> ImportClaims.Reply {
        let envelope = handedIn.envelope
        try context.authorise(envelope.facility)
        let clerk = EnvelopeClerk(
            facility: envelope.facility, intake: ClaimIntake(context: context),
            showsPersons: context.may(.readPersonalData))
        let claims = try zip(envelope.claims, handedIn.claims).map(clerk.take)
        let keys = Set(envelope.claims.compactMap { $0.key?.text })
        let unused = (request.context ?? [:]).keys.filter { !keys.contains($0) }.sorted()
        return try ImportClaims.Reply(
            facility: envelope.facility, claims: claims, unusedContext: unused.isEmpty ? nil : unused
        ).fitting()
    }

    private static func bytes(of request: ImportClaims) throws -> [UInt8] {
        do { return try Base64.decode(request.envelope) } catch {
            throw Failure.fabric(
                .invalidParams, "params.envelope: this is no base64: \(error.message)",
                details: ["member": "params.envelope"])
        }
    }
}

/// Takes the claims of one envelope in, one by one.
private struct EnvelopeClerk {
    let facility: FacilityCode
    let intake: ClaimIntake
    let showsPersons: Bool

    func take(_ found: EnvelopeClaim, _ handedIn: HandedClaim?) throws -> ImportedClaim {
        guard let handedIn else { return rejected(found, []) }
        let claim = handedIn.claim
        guard claim.facility == facility else { return rejected(found, [foreign(claim)]) }
        if let known = try intake.known(handedIn) {
            guard known.isSame else { return rejected(found, [duplicate(claim, of: known.record)]) }
            return answer(.known, found, known.record, [])
        }
        do {
            let record = try intake.take(handedIn)
            try DossierStore.insert(found.files, of: record.id, intake.context.writer)
            return answer(.stored, found, record, try unlisted(found))
        } catch let refusal as ClaimRejection {
            return rejected(found, findings(of: refusal))
        } catch StorageError.eventTooLarge(_, let bytes, let bytesMax) {
            // Telling of it is the first thing that taking a claim in does: nothing was kept yet.
            return rejected(found, [tooLarge(claim, bytes, bytesMax)])
        }
    }

    private func answer(
        _ result: ImportedClaim.Result, _ found: EnvelopeClaim, _ record: ClaimRecord, _ findings: [Finding]
    ) -> ImportedClaim {
        ImportedClaim(
            result: result, place: found.place, key: found.key, record: record.showing(personal: showsPersons),
            findings: found.findings + findings)
    }

    /// Who treated and where the patient lives, as far as lists do not know them: nothing that the claim keeps.
    private func unlisted(_ found: EnvelopeClaim) throws -> [Finding] {
        try CatalogueStore(intake.context.writer).unlisted(found.named, at: facility)
            .map { CatalogueRules.finding(of: $0, at: facility) }
    }

    private func rejected(_ found: EnvelopeClaim, _ findings: [Finding]) -> ImportedClaim {
        ImportedClaim(
            result: .rejected, place: found.place, key: found.key, findings: found.findings + findings)
    }

    /// What a rule found; its sentence where it lists nothing.
    private func findings(of refusal: ClaimRejection) -> [Finding] {
        guard refusal.findings.isEmpty else { return refusal.findings }
        let rule = refusal.name.split(separator: ".").dropFirst().joined(separator: ".")
        return [error(rule, "XML1", refusal.message, "Mend the claim and hand it in again.")]
    }

    private func foreign(_ claim: Claim) -> Finding {
        error(
            "claim.facility", "XML1/MA_CSKCB", "The claim is of \(claim.facility), the envelope of \(facility).",
            "Send the claims of each facility in an envelope of its own.")
    }

    private func duplicate(_ claim: Claim, of known: ClaimRecord) -> Finding {
        error(
            "claim.duplicate", "XML1/MA_LK",
            "The facility has handed in another claim with the key \(claim.key): \(known.id).",
            "Give the claim a key of its own; what was taken in is never changed.")
    }

    private func tooLarge(_ claim: Claim, _ bytes: Int, _ bytesMax: Int) -> Finding {
        error(
            "claim.tooLarge", "XML1", "What it says of the patient has \(bytes) bytes; \(bytesMax) are allowed.",
            "Shorten the texts.")
    }

    private func error(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .error, place: place, message: message, hint: hint)
    }
}
