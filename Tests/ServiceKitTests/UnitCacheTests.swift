// The cached structure is brought forward change by change; it must never differ from the tables.

import MessageSchema
import ServiceKit
import ServiceTesting
import Testing

@Suite("The cached units")
struct UnitCacheTests {
    /// A follower reads its units from the tables in one go, the owner's were changed one by one in its cache.
    @Test("say the same when changed one by one as when read afresh")
    func sameAsTables() async throws {
        let sample = try await Sample()
        for number in 0..<20 { try await sample.registry.call(Sample.founding("U\(number)", parent: "31")) }
        for number in [3, 7, 3] {
            try await sample.registry.call(
                RenameUnit(
                    unit: code("U\(number)"), name: LocalizedText(vi: PlainText("Tên \(number)")),
                    from: CalendarDate(days: 12_000 + number)))
        }
        let afresh = try TestService.start(SampleRegistry.blueprint, sharing: sample.registry)
        for number in 0..<20 {
            let request = ShowUnitHistory(unit: try code("U\(number)"))
            let cached = try await sample.registry.call(request)
            #expect(try await afresh.call(request) == cached)
            #expect(cached.versions.count == ([3, 7].contains(number) ? 2 : 1))
        }
    }

    @Test("forget what a refused write had changed")
    func refusedWrite() async throws {
        let sample = try await Sample()
        _ = await refusal { try await sample.registry.call(Sample.founding("X1", parent: "NOWHERE")) }
        try await sample.registry.call(Sample.founding("X2", parent: "31"))
        let resolved = try await sample.registry.call(ResolveUnit(unit: code("X2")))
        #expect(resolved.state == .active)
        let missing = await refusal { try await sample.registry.call(ResolveUnit(unit: code("X1"))) }
        #expect(missing?.name == "frame.unit.notFound")
    }
}
