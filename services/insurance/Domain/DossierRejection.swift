// How asking for a document of a claim is refused.

public import MessageSchema

/// Why a document is not shown.
public enum DossierRejection: Rejection {
    /// Which number of which claim, and how many documents there are.
    case noFile(Int, of: ClaimID, count: Int)

    public var name: String { "insurance.claim.noFile" }

    public var message: String {
        switch self {
        case .noFile(let number, let claim, let count): "The claim \(claim) has no document \(number); it has \(count)."
        }
    }
}
