// What a template may say: each fault is found, with language, line and column, and nothing else is.

import MessageSchema
import Testing

@testable import NotificationsDomain

@Suite struct TemplateRulesTests {
    private func findings(_ request: PublishTemplate) -> [Finding] {
        do throws(TemplateRejection) {
            return try TemplateRules.publish(request, newest: nil, keeps: true, today: "2026-07-01").findings
        } catch {
            return error.findings
        }
    }

    @Test("A template without fault is version 1 and has no finding")
    func good() throws {
        let published = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01")
        #expect(published.findings == [])
        #expect(published.template.version == 1)
        #expect(published.template.publishedOn == "2026-07-01")
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let body: PlainText
        let rule: String
        let place: String
        var testDescription: String { rule }
    }

    // A body that uses the three variables, and then goes wrong.
    private static let start = "{{title}} {{lastDay}} {{#cost}}{{cost}}{{/cost}}\n"

    private static func fault(_ body: String, _ rule: String, column: Int, line: Int = 2) -> Fault {
        Fault(body: PlainText(known: start + body), rule: rule, place: "body.vi, line \(line), column \(column)")
    }

    static let faults = [
        fault("Kính gửi {{tittle}}", "variable.undeclared", column: 10),
        fault("{{#nobody}}x{{/nobody}}", "variable.undeclared", column: 1),
        fault("{{cost}}", "value.unguarded", column: 1),
        fault("{{^cost}}{{cost}}{{/cost}}", "value.unguarded", column: 10),
        fault("ạ {{title", "tag.unclosed", column: 3),
        fault("{{#cost}}x", "section.unclosed", column: 1),
        fault("{{/cost}}", "section.mismatched", column: 1),
        fault("{{#cost}}{{#title}}{{/cost}}{{/title}}", "section.mismatched", column: 20),
        fault("{{{title}}}", "tag.unescaped", column: 1),
        fault("{{& title}}", "tag.unescaped", column: 1),
        fault("{{> footer}}", "tag.partial", column: 1),
        fault("{{< parent}}{{/parent}}", "tag.inheritance", column: 1),
        fault("{{$block}}{{/block}}", "tag.inheritance", column: 1),
        fault("{{=<% %>=}}", "tag.delimiters", column: 1),
        fault("{{% CONTENT_TYPE:HTML}}", "tag.pragma", column: 1),
        fault("{{uppercased(title)}}", "tag.transform", column: 1),
        fault("{{title.count}}", "tag.name", column: 1),
        fault("{{}}", "tag.name", column: 1),
        fault("{{ tên }}", "tag.name", column: 1),
        fault("{{.}}", "value.outside", column: 1),
        fault(String(repeating: "{{title}}", count: 197), "tag.tooMany", column: 9 * 195 + 1),
        fault(
            "{{#cost}}{{#cost}}{{#cost}}{{#cost}}{{#cost}}{{#cost}}{{#cost}}{{#cost}}{{#cost}}x"
                + "{{/cost}}{{/cost}}{{/cost}}{{/cost}}{{/cost}}{{/cost}}{{/cost}}{{/cost}}{{/cost}}",
            "tag.tooMany", column: 73),
        fault("x {", "tag.syntax", column: 3),
    ]

    @Test("What is wrong is named with its place", arguments: faults)
    func found(fault: Fault) {
        let errors = findings(aTemplate(vietnamese: fault.body)).filter { $0.severity == .error }
        #expect(errors.contains { $0.rule == fault.rule && $0.place == fault.place }, "\(errors)")
    }

    @Test("Places are counted in every language and in titles")
    func places() {
        let found = findings(
            aTemplate(
                titleEnglish: "Due {{soon}}", english: "{{title}}\n{{lastDay}} {{#cost}}{{cost}}{{/cost}}\n\n  {{x}}"))
        #expect(found.map(\.place) == ["title.en, line 1, column 5", "body.en, line 4, column 3"])
        #expect(Set(found.map(\.rule)) == ["variable.undeclared"])
    }

    @Test("A name that is nearly right is suggested")
    func nearest() {
        let found = findings(aTemplate(titleVietnamese: "{{tittle}}"))
        #expect(found.map(\.hint) == ["Declare it in `variables`, or mend its name. Did you mean title?"])
    }

    @Test("All faults come at once")
    func all() {
        let request = aTemplate(
            titleVietnamese: "{{a}}", vietnamese: "{{b}}", variables: dueSoonVariables + dueSoonVariables.prefix(1))
        let rules = findings(request).filter { $0.severity == .error }.map(\.rule)
        #expect(rules == ["variable.twice", "variable.undeclared", "variable.undeclared"])
    }

    @Test("One fault does not make others: what stands in an open section is used, what was not read may be")
    func oneFault() {
        func rules(_ body: PlainText) -> [String] {
            findings(aTemplate(titleEnglish: nil, vietnamese: body, english: nil)).map(\.rule)
        }
        #expect(rules("{{#cost}}{{cost}} {{lastDay}}") == ["section.unclosed"])
        #expect(rules("{{title}} {{lastDay") == ["tag.unclosed"])
    }

    @Test("A flag is asked for and never shown, a list is walked and never shown")
    func kinds() {
        func rules(_ body: String) -> [String] {
            findings(
                aTemplate(
                    titleVietnamese: "Báo", titleEnglish: nil, vietnamese: PlainText(known: body), english: nil,
                    variables: [
                        TemplateVariable(name: "urgent", kind: .flag), TemplateVariable(name: "tasks", kind: .list),
                    ])
            ).map(\.rule)
        }
        #expect(rules("{{#urgent}}Khẩn{{/urgent}}{{^urgent}}Thường{{/urgent}} {{#tasks}}- {{.}}\n{{/tasks}}") == [])
        #expect(rules("{{urgent}} {{#tasks}}{{.}}{{/tasks}}") == ["flag.shown"])
        #expect(rules("{{#urgent}}{{.}}{{/urgent}} {{#tasks}}{{.}}{{/tasks}}") == ["value.outside"])
        #expect(rules("{{#urgent}}!{{/urgent}} {{tasks}}") == ["list.shown"])
        #expect(rules("{{#urgent}}!{{/urgent}}{{#tasks}}{{#tasks}}{{.}}{{/tasks}}{{/tasks}}") == ["list.nested"])
        #expect(rules("{{#tasks}}{{#urgent}}{{.}}{{/urgent}}{{/tasks}}") == [])
    }

    @Test("A declared variable that nothing uses is refused, one that a language lacks is a warning")
    func unused() throws {
        let one = [TemplateVariable(name: "title", kind: .text)]
        let request = aTemplate(vietnamese: "x", english: "y", variables: dueSoonVariables)
        #expect(
            findings(request).map { "\($0.rule) \($0.place)" } == [
                "variable.unused variables[1]", "variable.unused variables[2]",
            ])
        let half = try TemplateRules.publish(
            aTemplate(titleEnglish: "Due", vietnamese: "{{title}}", english: "y", variables: one), newest: nil,
            keeps: true, today: "2026-07-01")
        #expect(half.findings.map(\.rule) == ["language.differs"])
        #expect(half.findings.map(\.message) == ["the variable title is used in Vietnamese only"])
    }

    @Test("A section around what is always there is a warning")
    func needless() throws {
        let published = try TemplateRules.publish(
            aTemplate(
                titleEnglish: nil,
                vietnamese: "{{#title}}{{lastDay}}{{/title}}{{^lastDay}}x{{/lastDay}}{{#cost}}{{/cost}}",
                english: nil), newest: nil, keeps: true, today: "2026-07-01")
        #expect(
            published.findings.map { "\($0.rule) \($0.severity)" } == [
                "section.always warning", "section.never warning",
            ])
    }

    @Test("English has title and body, or neither")
    func halfEnglish() {
        #expect(findings(aTemplate(english: nil)).map { "\($0.rule) \($0.place)" } == ["language.half body.en"])
        #expect(
            findings(aTemplate(titleEnglish: nil)).map { "\($0.rule) \($0.place)" } == ["language.half title.en"])
        #expect(findings(aTemplate(titleEnglish: nil, english: nil)) == [])
    }

    @Test("A title is one line of 500 bytes, a body has 8,000, a template 50 variables")
    func bounds() {
        func rules(_ request: PublishTemplate) -> [String] {
            findings(request).filter { $0.severity == .error }.map { "\($0.rule) \($0.place)" }
        }
        #expect(
            rules(aTemplate(titleVietnamese: "Sắp\nđến hạn {{title}}")) == ["title.lines title.vi, line 1, column 4"])
        let long = PlainText(known: String(repeating: "x", count: 501))
        #expect(rules(aTemplate(titleVietnamese: long)) == ["text.tooLong title.vi, line 1, column 1"])
        let body = PlainText(known: String(repeating: "ấ", count: 2667))
        #expect(rules(aTemplate(vietnamese: body)) == ["text.tooLong body.vi, line 1, column 1"])
        let many = (1...51).map { TemplateVariable(name: variable($0), kind: .text) }
        let uses = PlainText(known: (1...51).map { "{{v\($0)}}" }.joined())
        #expect(
            rules(aTemplate(titleVietnamese: "x", titleEnglish: nil, vietnamese: uses, english: nil, variables: many))
                == ["variable.tooMany variables"])
    }

    private func variable(_ number: Int) -> VariableName {
        do { return try VariableName("v\(number)") } catch { preconditionFailure("\(error)") }
    }

    @Test("Versions count up; the same text once more is the same version")
    func versions() throws {
        let first = try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        let again = try TemplateRules.publish(aTemplate(), newest: first, keeps: true, today: "2026-08-01").template
        #expect(again == first)
        let changed = aTemplate(titleVietnamese: "Nhắc: {{title}}")
        let second = try TemplateRules.publish(changed, newest: first, keeps: true, today: "2026-08-01").template
        #expect(second.version == 2)
        #expect(throws: TemplateRejection.nameTaken("task.due-soon", by: Sector.department)) {
            try TemplateRules.publish(changed, newest: first, keeps: false, today: "2026-08-01")
        }
    }
}
