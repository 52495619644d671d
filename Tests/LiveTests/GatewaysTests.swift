// Two gateways: services and callers use both, and either may be killed under load and come back.

import Fabric
import MessageSchema
import Surroundings
import TestGround
import Testing

@Suite("Two gateways", .serialized)
struct GatewaysTests {
    @Test("lose and double no acknowledged write when either is killed under load and comes back")
    func eitherDies() async throws {
        let (first, second) = (try await LiveGateway(), try await LiveGateway())
        let database = DatabaseUnderTest()
        let services = try ["registry", "tasks"].map {
            try startService($0, in: database, gateways: [first, second])
        }
        let client = Client(
            transport: ZeroMQTransport(), gateways: [try first.clients, try second.clients], surroundings: .live)
        try client.start()
        let work = TaskWorkload()
        try await work.prepare(client)
        for gateway in [first, second] {
            for service in ["registry", "tasks"] { try await gateway.awaitInstances(1, of: service) }
        }
        let deadline: Int64 = 2000
        let load = Load(work, client, deadline: deadline)
        try await load.during(lanes: 0..<6) {
            for (dying, staying) in [(first, second), (second, first)] {
                try await load.awaitMore(50)
                await dying.process.kill()
                try await load.awaitMore(50)
                try await expectKnownOnce(staying)
                try await dying.startAgain()
                for service in ["registry", "tasks"] { try await dying.awaitInstances(1, of: service) }
                try await load.awaitMore(50)
                try await expectKnownOnce(staying)
                try await expectKnownOnce(dying)
            }
        }
        // A call that a dead gateway took with it ends at its deadline. Beginning, noticing and going on may each be as
        // late as the machine was at its worst; 2 s more are for the client's thread, which has no witness.
        let allowed = deadline + ClientSettings().graceMilliseconds + 3 * load.lateness + 2000
        #expect(load.longest <= allowed, "the machine was late by \(load.lateness) ms")
        try await load.check(client)
        client.stop()
        for service in services { await service.kill() }
        for gateway in [first, second] { await gateway.stop() }
    }

    /// Each service has one instance there.
    private func expectKnownOnce(_ gateway: LiveGateway) async throws {
        for service in ["registry", "tasks"] {
            var instances: [ShowSuiteStatus.Instance]?
            try await eventually("the gateway to answer") {
                instances = try await gateway.instances(of: service)
                return instances != nil
            }
            #expect(instances?.count == 1)
        }
    }
}
