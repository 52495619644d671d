// Deciding a claim again, to see that the same comes of it.

/// Decides a claim again from what was kept of its last decision: the facts, and the policy's version.
public struct VerifyClaim: Method {
    public static let name: MethodName = "insurance.claim.verify"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Decide a claim again from what was kept of it, and see that not a byte differs."

    public var claim: ClaimID
    public init(claim: ClaimID) { self.claim = claim }

    /// A verification, and what it was of.
    public struct Reply: Codable, Hashable, Sendable {
        public var holds: Bool
        /// `bytes`: facts and result can be read. `again`: the facts and the policy of the decision come to the same
        /// result, to the byte. `shown`: that is what is shown of the claim. The first that fails may be the last.
        public var checks: [Check]
        /// The decision of the claim, from 1.
        public var number: Int
        /// The version of the policy by which it was decided.
        public var policyVersion: Int
        /// SHA-256 of the facts and of the result that are kept, hexadecimal.
        public var facts: String
        public var result: String

        public init(checks: [Check], number: Int, policyVersion: Int, facts: String, result: String) {
            holds = checks.allSatisfy(\.holds)
            self.checks = checks
            self.number = number
            self.policyVersion = policyVersion
            self.facts = facts
            self.result = result
        }
    }
    public static let example = Example(
        Self(claim: .sample),
        reply: Reply(
            checks: ["bytes", "again", "shown"].map { Check(name: $0, checked: 1, failures: []) }, number: 1,
            policyVersion: 1, facts: String(repeating: "0", count: 64), result: String(repeating: "0", count: 64)))
}
