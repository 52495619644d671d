// The methods about directives, from the wire to the database.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct DirectiveTests {
    @Test("A registered directive is shown as it was registered, by its number with or without its year")
    func registered() async throws {
        let office = try await Office()
        let request = RegisterDirective(
            number: "72-NQ/TW", title: LocalizedText(vi: "Nghị quyết", en: "Resolution"), kind: .resolution,
            issuer: "Bộ Chính trị", issuedOn: "2025-05-02", unit: Sector.ministry, note: "Công bố sau")
        let directive = try await office.tasks.call(request, as: Caller.assigner)
        #expect(directive.key == "72-NQ/TW@2025")
        #expect(directive.title == request.title)
        #expect(directive.note == "Công bố sau")
        for key in ["72-NQ/TW", "72-NQ/TW@2025"] as [DirectiveKey] {
            #expect(try await office.tasks.call(GetDirective(directive: key), as: Caller.reader) == directive)
        }
        let events = try await office.events(DirectiveRegistered.name)
        #expect(events.last?.subject == "72-NQ/TW@2025")
        #expect(try events.last?.told(DirectiveRegistered.self).directive == directive)
    }

    @Test("A directive of tomorrow, a number taken within its year, and an unknown unit are refused")
    func refused() async throws {
        let office = try await Office()
        #expect(
            try await refusal { try await office.register("9/CT-BYT", issuedOn: "2025-05-03") }?.name
                == "tasks.directive.inTheFuture")
        #expect(
            try await refusal { try await office.register("1/CT-BYT", issuedOn: "2025-01-31") }?.name
                == "tasks.directive.registered")
        #expect(
            try await refusal { try await office.register("9/CT-BYT", unit: Sector.unknown) }?.name
                == "frame.unit.notFound")
        #expect(try await office.tasks.call(ListDirectives()).items.count == 1)
    }

    @Test("A directive is registered only for a unit in the caller's scope, by a role that may")
    func scope() async throws {
        let office = try await Office()
        let outside = try await refusal {
            try await office.register("9/CT-BYT", unit: Sector.department, as: Caller.officer)
        }
        #expect(outside?.name == "frame.unit.notFound")
        let role = try await refusal { try await office.register("9/CT-BYT", as: Caller.reader) }
        #expect(role?.kind == .forbidden)
        let inside = try await office.register("9/CT-BYT", unit: Sector.mergedHospital, as: Caller.officer)
        #expect(inside.unit == Sector.mergedHospital)
    }

    @Test("A number that several years bear needs its year")
    func ambiguous() async throws {
        let office = try await Office()
        let old = try await office.register("1/CT-BYT", issuedOn: "2024-12-31")
        let refused = try await refusal { try await office.tasks.call(GetDirective(directive: "1/CT-BYT")) }
        #expect(refused?.name == "tasks.directive.ambiguous")
        #expect(refused?.kind == .conflict)
        #expect(refused?.message.contains("2024, 2025") == true)
        #expect(try await office.tasks.call(GetDirective(directive: "1/CT-BYT@2024")) == old)
    }

    @Test("A directive that nobody registered is not found")
    func notFound() async throws {
        let office = try await Office()
        for key in ["2/CT-BYT", "1/CT-BYT@2024"] as [DirectiveKey] {
            let refused = try await refusal { try await office.tasks.call(GetDirective(directive: key)) }
            #expect(refused?.name == "tasks.directive.notFound")
        }
    }

    @Test("Directives are listed newest first, in pages, by kind and by year")
    func listed() async throws {
        let office = try await Office()
        try await office.register("2/KH-BYT", kind: .plan, issuedOn: "2025-04-30")
        try await office.register("10/CT-BYT", issuedOn: "2025-04-01")
        try await office.register("3/KH-BYT", kind: .plan, issuedOn: "2024-02-01")
        func listed(_ request: ListDirectives) async throws -> [String] {
            try await office.tasks.call(request).items.map(\.key.text)
        }
        let all = ["2/KH-BYT@2025", "1/CT-BYT@2025", "10/CT-BYT@2025", "3/KH-BYT@2024"]
        #expect(try await listed(ListDirectives()) == all)
        #expect(try await listed(ListDirectives(kind: .plan)) == [all[0], all[3]])
        #expect(try await listed(ListDirectives(year: 2024)) == [all[3]])
        #expect(try await listed(ListDirectives(kind: .plan, year: 2025)) == [all[0]])

        var paged: [String] = []
        var cursor: String?
        for _ in 0..<4 {
            let page = try await office.tasks.call(ListDirectives(limit: 1, cursor: cursor))
            paged += page.items.map(\.key.text)
            cursor = page.nextCursor
        }
        #expect(paged == all)
        #expect(cursor == nil)
    }
}
