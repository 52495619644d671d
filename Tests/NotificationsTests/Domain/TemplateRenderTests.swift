// What a template says with values: kinds, languages, and every way in which values do not fit.

import MessageSchema
import Testing

@testable import NotificationsDomain

@Suite struct TemplateRenderTests {
    private func template(_ body: PlainText, english: PlainText? = nil, _ variables: [TemplateVariable]) throws
        -> Template
    {
        try TemplateRules.publish(
            aTemplate(
                titleVietnamese: "Thông báo", titleEnglish: english.map { _ in "Notice" }, vietnamese: body,
                english: english, variables: variables), newest: nil, keeps: true, today: "2026-07-01"
        ).template
    }

    private func refusal(_ template: Template, _ values: [String: PlainText]) -> TemplateRejection? {
        do throws(TemplateRejection) {
            _ = try TemplateRules.render(template, values: values)
            return nil
        } catch {
            return error
        }
    }

    struct Kind: Sendable, CustomTestStringConvertible {
        let kind: VariableKind
        let value: PlainText
        let vietnamese: String
        let english: String
        var testDescription: String { "\(kind.rawValue) \(value)" }
    }

    static let kinds = [
        Kind(
            kind: .text, value: "Trạm <y tế> & \"xã\" {{title}}", vietnamese: "Trạm <y tế> & \"xã\" {{title}}",
            english: "Trạm <y tế> & \"xã\" {{title}}"),
        Kind(kind: .integer, value: "7", vietnamese: "7", english: "7"),
        Kind(kind: .integer, value: "18204", vietnamese: "18.204", english: "18,204"),
        Kind(kind: .integer, value: "-1234567", vietnamese: "-1.234.567", english: "-1,234,567"),
        Kind(kind: .integer, value: "123456", vietnamese: "123.456", english: "123,456"),
        Kind(kind: .amount, value: "373373.12", vietnamese: "373.373,12", english: "373,373.12"),
        Kind(kind: .amount, value: "2530000", vietnamese: "2.530.000", english: "2,530,000"),
        Kind(kind: .amount, value: "-0.5", vietnamese: "-0,50", english: "-0.50"),
        Kind(kind: .date, value: "2026-08-10", vietnamese: "10/08/2026", english: "10 August 2026"),
        Kind(kind: .date, value: "2026-12-01", vietnamese: "01/12/2026", english: "1 December 2026"),
    ]

    @Test("A value is shown as its language shows it", arguments: kinds)
    func shown(kind: Kind) throws {
        let template = try template("[{{x}}]", english: "({{x}})", [TemplateVariable(name: "x", kind: kind.kind)])
        let rendered = try TemplateRules.render(template, values: ["x": kind.value])
        #expect(rendered.body.vi.text == "[\(kind.vietnamese)]")
        #expect(rendered.body.en?.text == "(\(kind.english))")
    }

    @Test(
        "A value of the wrong kind is refused by name",
        arguments: [
            (VariableKind.integer, "bảy"), (.integer, "1.5"), (.integer, "+7"), (.integer, "99999999999999999999"),
            (.amount, "373.373,12"), (.amount, "1.234"), (.date, "10/08/2026"), (.date, "2026-02-30"), (.flag, "yes"),
        ] as [(VariableKind, PlainText)])
    func malformed(kind: VariableKind, value: PlainText) throws {
        let shown: PlainText = kind == .flag ? "{{#day}}x{{/day}}!" : "{{day}}"
        let template = try template(shown, [TemplateVariable(name: "day", kind: kind)])
        let findings = refusal(template, ["day": value])?.findings ?? []
        #expect(findings.map { "\($0.rule) \($0.place)" } == ["value.malformed values.day"])
    }

    @Test("What is missing and what is unknown is named, all at once")
    func missing() throws {
        let template = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        let refused = refusal(template, ["titel": "x", "cost": "1"])
        #expect(refused?.name == "notifications.template.badValues")
        #expect(
            refused?.findings.map { "\($0.rule) \($0.place)" } == [
                "value.unknown values.titel", "value.missing values.title", "value.missing values.lastDay",
            ])
        #expect(refused?.findings.first?.hint.hasSuffix("Did you mean title?") == true)
    }

    @Test("What may be missing is left out with what stands around it")
    func optional() throws {
        let template = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        let without = try TemplateRules.render(template, values: ["title": "Báo cáo", "lastDay": "2026-08-10"])
        #expect(without.title.vi == "Sắp đến hạn: Báo cáo")
        #expect(without.body.vi == "\"Báo cáo\" đến hạn ngày 10/08/2026.")
        #expect(without.body.en == "\"Báo cáo\" is due on 10 August 2026.")
        let with = try TemplateRules.render(
            template, values: ["title": "Báo cáo", "lastDay": "2026-08-10", "cost": "1000000"])
        #expect(with.body.vi == "\"Báo cáo\" đến hạn ngày 10/08/2026. Kinh phí 1.000.000 đồng.")
    }

    @Test("Flags choose, lists are walked line by line, comments vanish, lines of their own leave none behind")
    func sections() throws {
        let template = try template(
            """
            {{#urgent}}
            KHẨN
            {{/urgent}}
            {{^urgent}}
            Thường
            {{/urgent}}
            {{! lines }}
            {{#tasks}}
            - {{.}}
            {{/tasks}}
            Hết
            """,
            [TemplateVariable(name: "urgent", kind: .flag), TemplateVariable(name: "tasks", kind: .list)])
        let rendered = try TemplateRules.render(template, values: ["urgent": "true", "tasks": "Một\n\n  \nHai"])
        #expect(rendered.body.vi.text == "KHẨN\n- Một\n- Hai\nHết")
        let calm = try TemplateRules.render(template, values: ["urgent": "false", "tasks": "Một"])
        #expect(calm.body.vi.text == "Thường\n- Một\nHết")
    }

    @Test("A section on the first line leaves no empty line")
    func firstLine() throws {
        let template = try template(
            "{{#note}}\n{{.}}\n{{/note}}\nHết", [TemplateVariable(name: "note", kind: .text, required: false)])
        #expect(try TemplateRules.render(template, values: ["note": "A"]).body.vi == "A\nHết")
        #expect(try TemplateRules.render(template, values: [:]).body.vi == "Hết")
    }

    @Test("Without English the Vietnamese stands for it")
    func vietnameseOnly() throws {
        let template = try template("Ngày {{day}}", [TemplateVariable(name: "day", kind: .date)])
        let rendered = try TemplateRules.render(template, values: ["day": "2026-08-10"])
        #expect(rendered.body == LocalizedText(vi: "Ngày 10/08/2026", en: "Ngày 10/08/2026"))
        #expect(rendered.title == LocalizedText(vi: "Thông báo", en: "Thông báo"))
    }

    @Test("A line break in a value does not break a title")
    func titleLines() throws {
        let template = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        let rendered = try TemplateRules.render(template, values: ["title": "A\nB", "lastDay": "2026-08-10"])
        #expect(rendered.title.vi == "Sắp đến hạn: A B")
    }

    @Test("A text that is empty or too long with its values is refused, and so are values that are too long")
    func bounds() throws {
        let empty = try template("{{#x}}{{.}}{{/x}}", [TemplateVariable(name: "x", kind: .text, required: false)])
        #expect(
            refusal(empty, [:])
                == .badText("task.due-soon", 1, member: "body.vi", problem: "the text is empty"))
        let twice = try template("{{x}}{{x}}", [TemplateVariable(name: "x", kind: .text)])
        let long = PlainText(known: String(repeating: "x", count: 8001))
        #expect(
            refusal(twice, ["x": long])
                == .badText(
                    "task.due-soon", 1, member: "body.vi", problem: "the text has 16002 bytes; 16000 are allowed"))
        let two = try template(
            "{{x}}{{y}}", [TemplateVariable(name: "x", kind: .text), TemplateVariable(name: "y", kind: .text)])
        #expect(refusal(two, ["x": long, "y": long])?.findings.map(\.rule) == ["value.tooLong"])
        let lines = PlainText(known: (1...201).map(String.init).joined(separator: "\n"))
        let list = try template("{{#x}}{{.}}{{/x}}", [TemplateVariable(name: "x", kind: .list)])
        #expect(refusal(list, ["x": lines])?.findings.map(\.rule) == ["value.malformed"])
        let title = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        #expect(
            refusal(title, ["title": long, "lastDay": "2026-08-10"])?.message.contains("the title has 8021 bytes")
                == true)
    }

    @Test("A text that would swell is not even made")
    func swelling() throws {
        let uses = String(repeating: "{{y}}", count: 150)
        let template = try template(
            PlainText(known: "{{#x}}\(uses){{/x}}"),
            [TemplateVariable(name: "x", kind: .list), TemplateVariable(name: "y", kind: .text)])
        let lines = PlainText(known: (1...200).map(String.init).joined(separator: "\n"))
        let refused = refusal(template, ["x": lines, "y": PlainText(known: String(repeating: "y", count: 15_000))])
        #expect(refused?.message.contains("far longer") == true)
    }
}
