// Templates: what a notice says, in both languages, and which values it takes. Mustache, of which the part that plain
// text needs: variables, sections, inverted sections and comments.

/// What a variable takes, and how it is shown.
public enum VariableKind: String, WireEnum {
    /// Any text, shown as it is.
    case text
    /// A whole number, its thousands grouped as the language does.
    case integer
    /// Money in đồng: `373373.12`, shown `373.373,12` and `373,373.12`; no decimals where they are zero.
    case amount
    /// A date: `2026-08-10`, shown `10/08/2026` and `10 August 2026`.
    case date
    /// `true` or `false`; asked for by a section, never shown.
    case flag
    /// Texts, one a line; walked by a section, each shown by `{{.}}`.
    case list
}

/// A variable that a template declares.
public struct TemplateVariable: Codable, Hashable, Sendable {
    public var name: VariableName
    public var kind: VariableKind
    /// True when left out. What may be missing is shown only within a section that asks for it.
    public var required: Bool?

    public init(name: VariableName, kind: VariableKind, required: Bool? = nil) {
        self.name = name
        self.kind = kind
        self.required = required
    }

    public var isRequired: Bool { required ?? true }
}

/// One version of a template; versions never change.
public struct Template: Codable, Hashable, Sendable {
    public var name: TemplateName
    /// 1, 2, 3 and so on.
    public var version: Int
    /// The unit that keeps it.
    public var unit: UnitCode
    public var title: LocalizedText
    public var body: LocalizedText
    public var variables: [TemplateVariable]
    public var publishedOn: CalendarDate

    public init(
        name: TemplateName, version: Int, unit: UnitCode, title: LocalizedText, body: LocalizedText,
        variables: [TemplateVariable], publishedOn: CalendarDate
    ) {
        self.name = name
        self.version = version
        self.unit = unit
        self.title = title
        self.body = body
        self.variables = variables
        self.publishedOn = publishedOn
    }

    static let example = Template(
        name: .sample, version: 1, unit: .sample,
        title: LocalizedText(vi: "Nhiệm vụ sắp đến hạn: {{title}}", en: "Task due soon: {{title}}"),
        body: LocalizedText(
            vi: "Nhiệm vụ \"{{title}}\" đến hạn ngày {{lastDay}}.",
            en: "The task \"{{title}}\" is due on {{lastDay}}."),
        variables: [
            TemplateVariable(name: "title", kind: .text), TemplateVariable(name: "lastDay", kind: .date),
        ],
        publishedOn: .sample)
}

/// A template and what its check found beside errors.
public struct PublishedTemplate: Codable, Hashable, Sendable {
    public var template: Template
    /// Warnings; what has an error is not published.
    public var findings: [Finding]

    public init(template: Template, findings: [Finding] = []) {
        self.template = template
        self.findings = findings
    }
}

/// Publishes a template, or a new version of it. The same once more changes nothing.
public struct PublishTemplate: Method {
    public static let name: MethodName = "notifications.template.publish"
    public static let effect = Effect.idempotentWrite
    public static let permission = Permission.manageTemplates
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Publish a template, or a new version of one."

    public var name: TemplateName
    /// The unit that keeps it.
    public var unit: UnitCode
    /// Mustache, one line.
    public var title: LocalizedText
    /// Mustache.
    public var body: LocalizedText
    /// Every name that title and body use; none when left out.
    public var variables: [TemplateVariable]?

    public init(
        name: TemplateName, unit: UnitCode, title: LocalizedText, body: LocalizedText,
        variables: [TemplateVariable]? = nil
    ) {
        self.name = name
        self.unit = unit
        self.title = title
        self.body = body
        self.variables = variables
    }

    public typealias Reply = PublishedTemplate
    public static let example = Example(
        Self(
            name: .sample, unit: .sample, title: Template.example.title, body: Template.example.body,
            variables: Template.example.variables),
        reply: PublishedTemplate(template: .example))
}

/// A template with values in it. `en` is the Vietnamese where the template has no English.
public struct RenderedTemplate: Codable, Hashable, Sendable {
    public var template: TemplateName
    public var version: Int
    public var title: LocalizedText
    public var body: LocalizedText

    public init(template: TemplateName, version: Int, title: LocalizedText, body: LocalizedText) {
        self.template = template
        self.version = version
        self.title = title
        self.body = body
    }

    static let example = RenderedTemplate(
        template: .sample, version: 1,
        title: LocalizedText(vi: "Nhiệm vụ sắp đến hạn: Báo cáo quý", en: "Task due soon: Báo cáo quý"),
        body: LocalizedText(
            vi: "Nhiệm vụ \"Báo cáo quý\" đến hạn ngày 10/08/2026.",
            en: "The task \"Báo cáo quý\" is due on 10 August 2026."))

    /// Values that give the example.
    static let exampleValues: [String: PlainText] = ["title": "Báo cáo quý", "lastDay": "2026-08-10"]
}

/// Shows what a template says with values in it.
public struct RenderTemplate: Method {
    public static let name: MethodName = "notifications.template.render"
    public static let effect = Effect.reads
    public static let permission = Permission.readTemplates
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show what a template says with values in it."

    public var template: TemplateName
    /// The newest when left out.
    public var version: Int?
    /// By the variables' names.
    public var values: [String: PlainText]?

    public init(template: TemplateName, version: Int? = nil, values: [String: PlainText]? = nil) {
        self.template = template
        self.version = version
        self.values = values
    }

    public typealias Reply = RenderedTemplate
    public static let example = Example(
        Self(template: .sample, values: RenderedTemplate.exampleValues), reply: .example)
}

/// Shows a template.
public struct GetTemplate: Method {
    public static let name: MethodName = "notifications.template.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readTemplates
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show a template."

    public var template: TemplateName
    /// The newest when left out.
    public var version: Int?

    public init(template: TemplateName, version: Int? = nil) {
        self.template = template
        self.version = version
    }

    public typealias Reply = Template
    public static let example = Example(Self(template: .sample), reply: .example)
}

/// Lists the newest version of every template by name.
public struct ListTemplates: Method {
    public static let name: MethodName = "notifications.template.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readTemplates
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List the newest version of every template, by name."

    /// Only templates that this unit keeps.
    public var unit: UnitCode?
    public var limit: Int?
    public var cursor: String?

    public init(unit: UnitCode? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.unit = unit
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Template>
    public static let example = Example(Self(), reply: Page(items: [.example]))
}
