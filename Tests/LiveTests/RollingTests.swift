// Restarts that nobody notices: a service is replaced by a new instance of itself, or started again in its place, and
// no call fails. The calls carry no key and are made once, so that nothing may hide a failure by repeating it.

import Fabric
import MessageSchema
import TestGround
import Testing

import Glibc

@testable import GatewayCommandLine

@Suite("A service restarted under load", .serialized)
struct RollingTests {
    @Test("the registry fails no call")
    func registry() async throws { try await expectNoFailure(StaffWorkload()) }

    @Test("the task service fails no call")
    func tasks() async throws { try await expectNoFailure(TaskWorkload()) }

    @Test("the insurance service fails no call")
    func insurance() async throws { try await expectNoFailure(ClaimWorkload()) }

    @Test("the notification service fails no call")
    func notifications() async throws { try await expectNoFailure(NoticeWorkload()) }

    /// Twice a new instance takes over from the one before, and then one is started again in its place.
    private func expectNoFailure<Work: Workload>(_ work: Work) async throws {
        // Callers wait two seconds for a service that is away. A busy machine may take longer to start a program, and
        // this is about what happens to the calls, not about how fast programs start.
        var settings = BrokerSettings()
        settings.absenceMilliseconds = 30_000
        let suite = try LiveSuite(settings: settings)
        let service = Work.Owner.service.text
        for name in Set([service, "registry"]) { try suite.start(name) }
        try await work.prepare(suite.client)
        let load = Load(work, suite.client, deadline: 60_000)
        try await load.during(lanes: 0..<6, keyed: false) {
            for instance in 1...2 {
                try await load.awaitMore(20)
                try suite.start(service, instance: "\(instance + 1)")
                try await suite.awaitInstances(2, of: service)
                try await load.awaitMore(20)
                try await leave(suite.instance(service, "\(instance)"))
            }
            try await leave(suite.instance(service, "3"))
            try suite.start(service, instance: "3")
            try await load.awaitMore(20)
        }
        #expect(load.failures == [])
        try await load.check(suite.client)
        try await suite.stop()
    }

    private func leave(_ process: LiveProcess) async throws {
        process.signal(SIGTERM)
        #expect(try await process.end(within: 10_000) == .exited(0))
    }
}
