// The promise about hosts, over time.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct HostTests {
    @Test("Every open task has one host before, on and after the day of a merger")
    func merger() async throws {
        let office = try await Office()
        for stage in TaskStage.allCases { _ = try await office.task(at: stage) }
        try await office.tell(.merger)
        for date in ["2025-06-30", "2025-07-01", "2030-01-01"] as [CalendarDate] {
            let verification = try await office.tasks.call(VerifyHosts(), as: Caller.reader, metadata: .on(date))
            #expect(verification.holds)
            #expect(verification.checks.map(\.checked) == [3])
        }
    }

    @Test("A host dissolved without successor is found, from its last day on and once it is known")
    func gone() async throws {
        let office = try await Office()
        let task = try await office.task(at: .accepted)
        let before = try await office.tasks.answer(VerifyHosts(), metadata: .on("2025-08-01"))
        try await office.tell(TellRegistry(dissolved: [UnitDissolved(code: Sector.merged, from: "2025-08-01")]))
        func verified(_ metadata: CallMetadata) async throws -> Verification {
            try await office.tasks.call(VerifyHosts(), metadata: metadata)
        }
        #expect(try await verified(.on("2025-07-31")).holds)
        let broken = try await verified(.on("2025-08-01"))
        #expect(!broken.holds)
        #expect(broken.checks[0].failures == ["\(task.id): the host HD-DOH does not exist on 2025-08-01"])
        #expect(try await verified(.quoting(before.metadata)) == before.reply)
    }

    @Test("Only who reads tasks may ask")
    func role() async throws {
        let office = try await Office()
        let refused = try await refusal { try await office.tasks.call(VerifyHosts(), as: Caller.auditor) }
        #expect(refused?.kind == .forbidden)
    }
}
