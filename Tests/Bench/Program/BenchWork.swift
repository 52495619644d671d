// What is called: a read and a write of the services that carry a country's load.

import Fabric
import MessageSchema
import SuiteGround

/// One kind of call.
struct BenchWork: Sendable {
    let service: String
    let isWrite: Bool
    /// Calls once; lane and number make a write another than all others.
    let call: @Sendable (_ lane: Int, _ number: Int, Client) async throws -> Void

    var name: String { "\(service) \(isWrite ? "write" : "read")" }

    /// All of them; what they read is written first.
    static func all(_ client: Client) async throws -> [BenchWork] {
        let claim = try InsuranceFixture.claim(key: "K-0", name: "Người 0")
        let id = try await client.call(SubmitClaim(claim: claim)).value.id
        return [
            BenchWork(service: "registry", isWrite: false) { _, _, client in
                _ = try await client.call(GetUnit(unit: try UnitCode("HP-DOH")))
            },
            writing("registry"), writing("tasks"),
            BenchWork(service: "insurance", isWrite: false) { _, _, client in
                _ = try await client.call(ExplainClaim(claim: id))
            },
            writing("insurance"),
        ]
    }

    private static func writing(_ service: String) -> BenchWork {
        BenchWork(service: service, isWrite: true) { lane, number, client in
            guard let work = Work.all.first(where: { $0.service == service }) else {
                throw Trouble("there is no work for \(service)")
            }
            _ = try await work.write(lane, number, client, CallMetadata())
        }
    }
}
