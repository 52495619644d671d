// Claims under load: each decided, stored and posted once.

import Fabric
import MessageSchema
import SuiteGround
import Testing

/// Claims are handed in.
struct ClaimWorkload: Workload {
    typealias Owner = InsuranceContract
    let event = ClaimAdjudicated.name

    func prepare(_ client: Client) async throws {
        let act = try InsuranceFixture.policy()
        let proposed = try await insist(ProposePolicy(act), key: "propose", client)
        _ = try await insist(PublishPolicy(act: act.act, hash: proposed.hash), as: "publisher", key: "publish", client)
    }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        let key = "K-" + text.filter { $0.isNumber || $0 == " " }.split(separator: " ").joined(separator: "-")
        let claim = try InsuranceFixture.claim(key: key, name: text)
        return try await client.call(SubmitClaim(claim: claim), metadata: metadata).value.id.text
    }

    func verify(_ count: Int, _ client: Client) async throws {
        let trial = try await client.call(DrawTrialBalance()).value
        #expect(trial.balanced)
        #expect(trial.postings == count)
        // 80 percent of a million each.
        #expect(trial.debit.units == Int64(count) * 80_000_000)
    }
}
