// Templates through the service: publishing, versions, showing, listing.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct TemplateTests {
    @Test("A new text is a new version; each can still be shown, and nothing is told twice")
    func versions() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(aTemplate())
        let second = try await bureau.service.call(aTemplate(titleVietnamese: "Nhắc: {{title}}"))
        #expect(second.template.version == 2)
        func title(_ version: Int?) async throws -> PlainText {
            try await bureau.service.call(GetTemplate(template: "task.due-soon", version: version)).title.vi
        }
        #expect(try await title(1) == "Sắp đến hạn: {{title}}")
        #expect(try await title(nil) == "Nhắc: {{title}}")
        #expect(try await bureau.events(TemplatePublished.self).map(\.template.version) == [1, 2])
        let refused = try await refusal { try await title(3) }
        #expect(refused?.name == "notifications.template.notFound")
    }

    @Test("A template with a fault is refused with its findings, and nothing is stored")
    func faulty() async throws {
        let bureau = try await Bureau()
        let refused = try await refusal {
            try await bureau.service.call(aTemplate("reminder", titleVietnamese: "{{tile}}"))
        }
        #expect(refused?.name == "notifications.template.faulty")
        #expect(refused?.details?["findings"]?.array?.first?["place"]?.string == "title.vi, line 1, column 1")
        let missing = try await refusal { try await bureau.service.call(GetTemplate(template: "reminder")) }
        #expect(missing?.kind == .notFound)
        #expect(try await bureau.events(TemplatePublished.self).count == 1)
    }

    @Test("Another unit cannot take a template over, its successor can")
    func nameTaken() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(aTemplate("hd.note", unit: Sector.merged))
        let changed = aTemplate("hd.note", titleVietnamese: "Mới: {{title}}")
        let refused = try await refusal { try await bureau.service.call(changed) }
        #expect(refused?.name == "notifications.template.nameTaken")
        try await bureau.tell(.merger)
        try bureau.service.advance(to: "2025-07-01")
        #expect(try await bureau.service.call(changed).template.version == 2)
    }

    @Test("Who keeps templates elsewhere, or none, cannot publish one here")
    func authority() async throws {
        let bureau = try await Bureau()
        let elsewhere = try await refusal {
            try await bureau.service.call(aTemplate("x", unit: Sector.merged), as: Caller.local)
        }
        #expect(elsewhere?.kind == .notFound)
        let reader = try await refusal { try await bureau.service.call(aTemplate("x"), as: Caller.reader) }
        #expect(reader?.kind == .forbidden)
    }

    @Test("The list has the newest version of each by name, in pages, of one unit if wanted")
    func list() async throws {
        let bureau = try await Bureau()
        for (name, unit) in [("a", Sector.department), ("b", Sector.merged), ("c", Sector.merged)]
            as [(TemplateName, UnitCode)]
        {
            try await bureau.service.call(aTemplate(name, unit: unit))
        }
        try await bureau.service.call(aTemplate("b", titleVietnamese: "Nhắc: {{title}}", unit: Sector.merged))
        let all = try await bureau.service.call(ListTemplates(limit: 3), as: Caller.reader)
        #expect(all.items.map { "\($0.name) \($0.version)" } == ["a 1", "b 2", "c 1"])
        let rest = try await bureau.service.call(ListTemplates(cursor: all.nextCursor))
        #expect(rest.items.map(\.name) == ["task.due-soon"])
        let kept = try await bureau.service.call(ListTemplates(unit: Sector.merged, limit: 1))
        #expect(kept.items.map(\.name) == ["b"])
        let next = try await bureau.service.call(ListTemplates(unit: Sector.merged, limit: 1, cursor: kept.nextCursor))
        #expect(next.items.map(\.name) == ["c"])
        #expect(next.nextCursor == nil)
        let refused = try await refusal { try await bureau.service.call(ListTemplates(unit: Sector.unknown)) }
        #expect(refused?.kind == .notFound)
    }

    @Test("Rendering shows both languages, and names what is missing")
    func render() async throws {
        let bureau = try await Bureau()
        let rendered = try await bureau.service.call(
            RenderTemplate(template: "task.due-soon", values: ["title": "Báo cáo", "lastDay": "2025-05-09"]),
            as: Caller.reader)
        #expect(rendered.body.vi == "\"Báo cáo\" đến hạn ngày 09/05/2025.")
        #expect(rendered.body.en == "\"Báo cáo\" is due on 9 May 2025.")
        let refused = try await refusal {
            try await bureau.service.call(RenderTemplate(template: "task.due-soon", values: ["title": "x"]))
        }
        #expect(refused?.name == "notifications.template.badValues")
        #expect(refused?.message.contains("lastDay is missing") == true)
    }
}
