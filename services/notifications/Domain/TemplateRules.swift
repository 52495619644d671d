// Checks a template before it is published: what it names is declared, what it declares is used, and the Mustache
// library can read it. Every fault is found at once, with language, line and column.

public import MessageSchema

/// Rules about publishing templates.
public enum TemplateRules {
    /// UTF-8 bytes of a title and of a body as written.
    static let titleBytesMax = 500
    static let bodyBytesMax = 8000
    static let variablesMax = 50

    /// The next version of a template; the newest one itself if the request says the same.
    /// - Parameter keeps: whether the newest version's unit is, by today, the one of the request.
    public static func publish(
        _ request: PublishTemplate, newest: Template?, keeps: Bool, today: CalendarDate
    ) throws(TemplateRejection) -> PublishedTemplate {
        if let newest, !keeps { throw .nameTaken(newest.name, by: newest.unit) }
        let template = Template(
            name: request.name, version: (newest?.version ?? 0) + 1, unit: request.unit, title: request.title,
            body: request.body, variables: request.variables ?? [], publishedOn: today)
        let findings = findings(of: template)
        guard !findings.contains(where: { $0.severity == .error }) else { throw .faulty(request.name, findings) }
        if let newest, newest.saysTheSame(as: template) {
            return PublishedTemplate(template: newest, findings: findings)
        }
        return PublishedTemplate(template: template, findings: findings)
    }

    /// All that is wrong with a template, and what was probably not meant.
    static func findings(of template: Template) -> [Finding] {
        let declaration = declarationFindings(of: template)
        let texts = TemplateText.all(of: template)
        let checks = texts.map { TemplateCheck($0, variables: template.variables) }
        return declaration + languageFindings(of: template) + checks.flatMap(\.findings)
            + useFindings(of: template, checks)
    }

    private static func declarationFindings(of template: Template) -> [Finding] {
        var findings: [Finding] = []
        if template.variables.count > variablesMax {
            findings.append(
                Finding(
                    rule: "variable.tooMany", severity: .error, place: "variables",
                    message: "\(template.variables.count) variables are declared; \(variablesMax) are allowed",
                    hint: "Make several templates of it."))
        }
        var names: Set<VariableName> = []
        for (index, variable) in template.variables.enumerated() where !names.insert(variable.name).inserted {
            findings.append(
                Finding(
                    rule: "variable.twice", severity: .error, place: "variables[\(index)]",
                    message: "the variable \(variable.name) is declared twice", hint: "Declare it once."))
        }
        return findings
    }

    private static func languageFindings(of template: Template) -> [Finding] {
        guard (template.title.en == nil) != (template.body.en == nil) else { return [] }
        let missing = template.title.en == nil ? "title.en" : "body.en"
        return [
            Finding(
                rule: "language.half", severity: .error, place: missing,
                message: "title and body are not both there in English",
                hint: "Give both in English, or neither: then the Vietnamese is shown.")
        ]
    }

    /// Variables that nothing uses, and such as one language uses and the other does not; once all could be read.
    private static func useFindings(of template: Template, _ checks: [TemplateCheck]) -> [Finding] {
        guard checks.allSatisfy(\.isWhole) else { return [] }
        func used(_ isEnglish: Bool) -> Set<String> {
            checks.filter { $0.text.isEnglish == isEnglish }.reduce(into: []) { $0.formUnion($1.used) }
        }
        let (vietnamese, english) = (used(false), used(true))
        let hasEnglish = template.title.en != nil && template.body.en != nil
        return template.variables.enumerated().compactMap { index, variable in
            let name = variable.name.text
            let place = "variables[\(index)]"
            if !vietnamese.contains(name), !english.contains(name) {
                return Finding(
                    rule: "variable.unused", severity: .error, place: place,
                    message: "the variable \(name) is declared and nowhere used", hint: "Use it, or leave it out.")
            }
            guard hasEnglish, vietnamese.contains(name) != english.contains(name) else { return nil }
            let language = vietnamese.contains(name) ? "Vietnamese" : "English"
            return Finding(
                rule: "language.differs", severity: .warning, place: place,
                message: "the variable \(name) is used in \(language) only",
                hint: "Check that both languages say the same.")
        }
    }
}

extension Template {
    fileprivate func saysTheSame(as other: Template) -> Bool {
        title == other.title && body == other.body && variables == other.variables && unit == other.unit
    }
}

/// One of a template's four texts.
struct TemplateText {
    /// Its member: `title.vi`.
    var member: String
    var text: String
    var isTitle: Bool
    var isEnglish: Bool

    static func all(of template: Template) -> [TemplateText] {
        [
            TemplateText(member: "title.vi", text: template.title.vi.text, isTitle: true, isEnglish: false),
            TemplateText(member: "body.vi", text: template.body.vi.text, isTitle: false, isEnglish: false),
        ]
            + (template.title.en.map {
                [TemplateText(member: "title.en", text: $0.text, isTitle: true, isEnglish: true)]
            } ?? [])
            + (template.body.en.map {
                [TemplateText(member: "body.en", text: $0.text, isTitle: false, isEnglish: true)]
            } ?? [])
    }
}
