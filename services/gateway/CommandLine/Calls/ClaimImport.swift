// Sends envelopes one after the other, and hands over what became of each.

private import FoundationEssentials
import MessageSchema
import WireJSON

/// An import under way.
struct ClaimImport: Sendable {
    let files: [EnvelopeFile]
    /// What is told beside the claims, by claim key.
    let beside: JSONValue?
    let connection: SuiteConnection
    let outcomes: ImportOutcomes
    /// The idempotency key of a file, by its number from 1. A key is used for one call and not for the content: a claim
    /// that was rejected for want of a policy has to be looked at anew, and one that was stored is known by itself.
    let key: @Sendable (Int) -> String

    /// Sends file after file until all are done, nobody answers, or nobody wants to know any more.
    func run() async {
        for (index, file) in files.enumerated() {
            let outcome = await send(file, number: index + 1)
            guard !Task.isCancelled, outcomes.take(outcome, of: file) else { return }
        }
    }

    private func send(_ file: EnvelopeFile, number: Int) async -> Result<JSONValue, Failure> {
        do {
            let params = JSONValue.members([
                ("envelope", .string(Data(try file.read()).base64EncodedString())), ("context", beside),
            ])
            var metadata = connection.metadata
            metadata.idempotencyKey = key(number)
            // A full envelope is hundreds of claims.
            if metadata.deadline == nil { metadata.deadline = CallMetadata.deadlineMax }
            return .success(
                try await connection.call(InsuranceContract.service, ImportClaims.name.text, params, metadata))
        } catch let failure as Failure {
            return .failure(failure)
        } catch {
            // It was there a moment ago.
            let message = (error as? UsageError)?.message ?? "\(error)"
            return .failure(.fabric(.invalidRequest, message, executed: Failure.Executed.no))
        }
    }
}
