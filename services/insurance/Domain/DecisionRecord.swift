// What is kept of a decision, and deciding it again from that. Facts and a version of the policy give the same result
// for ever, to the byte; whatever else is kept of a claim is for showing.

internal import MessageSchema

/// What is kept of a decision: all that it hung on, and all that came of it.
public struct DecisionRecord: Hashable, Sendable {
    public var policyVersion: Int
    /// What money depends on in the claim and beside it. Names nobody.
    public var facts: [UInt8]
    /// The figures of every line and of the claim, and what counts of the co-payment.
    public var result: [UInt8]

    public init(policyVersion: Int, facts: [UInt8], result: [UInt8]) {
        self.policyVersion = policyVersion
        self.facts = facts
        self.result = result
    }
}

extension DecisionRecord {
    init(_ facts: ClaimFacts, _ verdict: Verdict, policyVersion: Int) {
        self.init(
            policyVersion: policyVersion, facts: FactsForm.bytes(of: facts), result: ResultForm.bytes(of: verdict))
    }

    /// What the decision added to the year's co-payment that counts; nil if its bytes cannot be read.
    public var counted: [CountedCopayment]? {
        do throws(FormFault) {
            return try ResultForm.verdict(from: result).counted.map(CountedCopayment.init)
        } catch { return nil }
    }
}
