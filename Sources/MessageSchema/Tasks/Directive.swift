// Directives: the resolutions, decisions and plans that tasks come from.

/// A directive's number with its year of issue, `72-NQ/TW@2025`, since numbers begin anew every year. The year may be
/// left out of a request when only one directive bears the number.
public struct DirectiveKey: TextValue {
    public let number: DocumentNumber
    public let year: Int?

    public init(number: DocumentNumber, year: Int?) {
        self.number = number
        self.year = year
    }

    public init(_ text: String) throws(ValueError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        number = try DocumentNumber(parts[0])
        guard parts.count == 2 else {
            year = nil
            return
        }
        guard parts[1].utf8.count == 4, let year = CalendarDate.number(Array(parts[1].utf8)[...]) else {
            throw ValueError("\"\(text)\" is no directive; \(Self.form)")
        }
        self.year = year
    }

    public var text: String { year.map { "\(number.text)@\($0)" } ?? number.text }
    public static let form = "a directive is a document number, with its year if need be: 72-NQ/TW or 72-NQ/TW@2025"
    public static let sampleText = "72-NQ/TW@2025"
}

/// What kind of act a directive is (Decree 30/2020/NĐ-CP, annex III, and the Party's).
public enum DirectiveKind: String, WireEnum {
    case resolution, directive, conclusion, decision, law, decree, circular, plan, programme, notice, telegram
}

/// A directive.
public struct Directive: Codable, Hashable, Sendable {
    public var key: DirectiveKey
    public var title: LocalizedText
    public var kind: DirectiveKind
    public var issuer: PlainText
    public var issuedOn: CalendarDate
    /// The unit that keeps it and reports on it.
    public var unit: UnitCode
    /// What a reader should know, such as that sources differ on the date.
    public var note: PlainText?

    public init(
        key: DirectiveKey, title: LocalizedText, kind: DirectiveKind, issuer: PlainText, issuedOn: CalendarDate,
        unit: UnitCode, note: PlainText? = nil
    ) {
        self.key = key
        self.title = title
        self.kind = kind
        self.issuer = issuer
        self.issuedOn = issuedOn
        self.unit = unit
        self.note = note
    }

    static let example = Directive(
        key: .sample,
        title: LocalizedText(vi: "Một số giải pháp đột phá, tăng cường bảo vệ, chăm sóc và nâng cao sức khoẻ nhân dân"),
        kind: .resolution, issuer: "Bộ Chính trị", issuedOn: .sample, unit: .sample)
}

/// Registers a directive, so that tasks can be drafted under it.
public struct RegisterDirective: Method {
    public static let name: MethodName = "tasks.directive.register"
    public static let effect = Effect.write
    public static let permission = Permission.manageDirectives
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Register a directive, so that tasks can be drafted under it."

    public var number: DocumentNumber
    public var title: LocalizedText
    public var kind: DirectiveKind
    public var issuer: PlainText
    public var issuedOn: CalendarDate
    public var unit: UnitCode
    public var note: PlainText?

    public init(
        number: DocumentNumber, title: LocalizedText, kind: DirectiveKind, issuer: PlainText, issuedOn: CalendarDate,
        unit: UnitCode, note: PlainText? = nil
    ) {
        self.number = number
        self.title = title
        self.kind = kind
        self.issuer = issuer
        self.issuedOn = issuedOn
        self.unit = unit
        self.note = note
    }

    public typealias Reply = Directive
    public static let example = Example(
        Self(
            number: .sample, title: Directive.example.title, kind: .resolution, issuer: "Bộ Chính trị",
            issuedOn: .sample, unit: .sample),
        reply: .example)
}

/// Shows a directive.
public struct GetDirective: Method {
    public static let name: MethodName = "tasks.directive.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show a directive."

    public var directive: DirectiveKey
    public init(directive: DirectiveKey) { self.directive = directive }

    public typealias Reply = Directive
    public static let example = Example(Self(directive: .sample), reply: .example)
}

/// Lists directives, newest first.
public struct ListDirectives: Method {
    public static let name: MethodName = "tasks.directive.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List directives, newest first."

    public var kind: DirectiveKind?
    public var year: Int?
    public var limit: Int?
    public var cursor: String?

    public init(kind: DirectiveKind? = nil, year: Int? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.kind = kind
        self.year = year
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Directive>
    public static let example = Example(Self(year: 2025), reply: Page(items: [.example]))
}
