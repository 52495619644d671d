// What a template says with values in it, or which value is missing, unknown or malformed.

public import MessageSchema

extension TemplateRules {
    /// UTF-8 bytes of all values of one text together.
    static let valueBytesMax = 16_000
    /// UTF-8 bytes of a title with values in it.
    static let titleRenderedBytesMax = 1000

    /// Renders both languages; where the template has no English, the Vietnamese stands for it.
    public static func render(
        _ template: Template, values: [String: PlainText]
    ) throws(TemplateRejection) -> RenderedTemplate {
        let findings = valueFindings(template, values: values)
        guard findings.isEmpty else { throw .badValues(template.name, template.version, findings) }
        let read = read(template, values)
        let (title, body) = (
            try text(template, "title.vi", template.title.vi, read, .vietnamese),
            try text(template, "body.vi", template.body.vi, read, .vietnamese)
        )
        let english = (
            try template.title.en.map { text throws(TemplateRejection) in
                try self.text(template, "title.en", text, read, .english)
            },
            try template.body.en.map { text throws(TemplateRejection) in
                try self.text(template, "body.en", text, read, .english)
            }
        )
        return RenderedTemplate(
            template: template.name, version: template.version,
            title: LocalizedText(vi: title, en: english.0 ?? title),
            body: LocalizedText(vi: body, en: english.1 ?? body))
    }

    /// What is wrong with values for a template.
    static func valueFindings(_ template: Template, values: [String: PlainText]) -> [Finding] {
        let declared = Dictionary(template.variables.map { ($0.name.text, $0) }) { first, _ in first }
        let unknown = values.keys.sorted().filter { declared[$0] == nil }.map { name in
            finding(
                "value.unknown", name, "the template has no variable \(name)",
                "Leave it out, or mend its name.\(NearestMatch.sentence(name, among: Array(declared.keys)))")
        }
        let wrong = template.variables.compactMap { variable -> Finding? in
            let name = variable.name.text
            guard let value = values[name] else {
                guard variable.isRequired else { return nil }
                return finding("value.missing", name, "\(name) is missing", "Give a value: \(variable.kind.wanted).")
            }
            return problem(value.text, as: variable.kind).map {
                finding("value.malformed", name, $0, "Give \(variable.kind.wanted).")
            }
        }
        let bytes = values.values.reduce(0) { $0 + $1.text.utf8.count }
        guard bytes > valueBytesMax else { return unknown + wrong }
        return unknown + wrong + [
            finding(
                "value.tooLong", "", "the values have \(bytes) bytes together; \(valueBytesMax) are allowed",
                "Shorten them.")
        ]
    }

    /// Why a text is no value of a kind; nil if it is one.
    static func problem(_ text: String, as kind: VariableKind) -> String? {
        do throws(ValueError) {
            _ = try TemplateValue(text, as: kind)
            return nil
        } catch {
            return error.message
        }
    }

    private static func finding(_ rule: String, _ name: String, _ message: String, _ hint: String) -> Finding {
        Finding(
            rule: rule, severity: .error, place: name.isEmpty ? "values" : "values.\(name)", message: message,
            hint: hint)
    }

    /// The values as their variables' kinds; called when all are known to fit.
    private static func read(_ template: Template, _ values: [String: PlainText]) -> [String: TemplateValue] {
        template.variables.reduce(into: [:]) { read, variable in
            guard let text = values[variable.name.text]?.text else { return }
            read[variable.name.text] = try? TemplateValue(text, as: variable.kind)
        }
    }

    private static func text(
        _ template: Template, _ member: String, _ source: PlainText, _ values: [String: TemplateValue],
        _ language: NoticeLanguage
    ) throws(TemplateRejection) -> PlainText {
        func refused(_ problem: String) -> TemplateRejection {
            .badText(template.name, template.version, member: member, problem: problem)
        }
        let rendered: String?
        do { rendered = try TemplateRenderer.render(source.text, values, in: language) } catch {
            throw refused("\(error)")
        }
        guard let rendered else { throw refused("it would be far longer than a notice may be") }
        let isTitle = member.hasPrefix("title")
        let text = isTitle ? String(rendered.map { $0.isNewline ? " " : $0 }) : rendered
        guard !isTitle || text.utf8.count <= titleRenderedBytesMax else {
            throw refused("the title has \(text.utf8.count) bytes; \(titleRenderedBytesMax) are allowed")
        }
        do throws(ValueError) { return try PlainText(text) } catch { throw refused(error.message) }
    }
}

extension VariableKind {
    /// What a value of this kind looks like.
    var wanted: String {
        switch self {
        case .text: "a text"
        case .integer: "a whole number such as 18000"
        case .amount: "an amount in đồng such as 373373.12"
        case .date: "a date such as 2026-08-10"
        case .flag: "true or false"
        case .list: "texts, one a line"
        }
    }
}
