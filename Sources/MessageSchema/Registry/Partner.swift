// Development partners: countries, organisations, banks, funds and universities that the sector works with.

/// The code of a partner, kept for good: 1 to 32 of `A-Z`, `0-9` and `-`, beginning with a letter.
public struct PartnerCode: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard OrganisationCodeForm.fits(text) else { throw ValueError("\"\(text)\" is no partner code; \(Self.form)") }
        self.text = text
    }

    public static let pattern: String? = OrganisationCodeForm.pattern
    public static let form = "a partner code is 1 to 32 of A-Z, 0-9 and '-', beginning with a letter, such as WHO"
    public static let sampleText = "WHO"
}

/// The form that codes of groups and of partners share.
enum OrganisationCodeForm {
    static let pattern = "^[A-Z][A-Z0-9-]{0,31}$"

    static func fits(_ text: String) -> Bool {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard (1...32).contains(text.utf8.count), let first = text.utf8.first, letters.contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { letters.contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}

/// What a partner is.
public enum PartnerKind: String, WireEnum {
    case country, internationalOrganisation, nonGovernmental, bank, fund, university
}

/// A partner.
public struct Partner: Codable, Hashable, Sendable {
    public var code: PartnerCode
    public var name: LocalizedText
    public var kind: PartnerKind
    /// The unit that keeps its file.
    public var unit: UnitCode
    /// Since when the sector works with it, where that is known.
    public var since: CalendarDate?
    /// Where it is reached; shown only to who keeps partners or may read personal data, there.
    public var contact: PlainText?

    public init(
        code: PartnerCode, name: LocalizedText, kind: PartnerKind, unit: UnitCode, since: CalendarDate? = nil,
        contact: PlainText? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.unit = unit
        self.since = since
        self.contact = contact
    }

    static let example = Partner(
        code: .sample, name: LocalizedText(vi: "Tổ chức Y tế Thế giới", en: "World Health Organization"),
        kind: .internationalOrganisation, unit: .sample)
}

/// Opens a file for a partner.
public struct RegisterPartner: Method {
    public static let name: MethodName = "registry.partner.register"
    public static let effect = Effect.write
    public static let permission = Permission.manageCooperation
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Open a file for a development partner, kept by a unit."

    public var code: PartnerCode
    public var name: LocalizedText
    public var kind: PartnerKind
    public var unit: UnitCode
    public var since: CalendarDate?
    public var contact: PlainText?

    public init(
        code: PartnerCode, name: LocalizedText, kind: PartnerKind, unit: UnitCode, since: CalendarDate? = nil,
        contact: PlainText? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.unit = unit
        self.since = since
        self.contact = contact
    }

    public typealias Reply = Partner
    public static let example = Example(
        Self(code: .sample, name: Partner.example.name, kind: .internationalOrganisation, unit: .sample),
        reply: .example)
}

/// Shows a partner.
public struct GetPartner: Method {
    public static let name: MethodName = "registry.partner.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show a development partner."

    public var partner: PartnerCode
    public init(partner: PartnerCode) { self.partner = partner }

    public typealias Reply = Partner
    public static let example = Example(Self(partner: .sample), reply: .example)
}

/// Lists partners by code.
public struct ListPartners: Method {
    public static let name: MethodName = "registry.partner.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "List development partners by code, of a kind or found by words of their name."

    public var kind: PartnerKind?
    /// Words of the name or the code, whatever the case and the diacritics.
    public var text: PlainText?
    public var limit: Int?
    public var cursor: String?

    public init(kind: PartnerKind? = nil, text: PlainText? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.kind = kind
        self.text = text
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Partner>
    public static let example = Example(Self(kind: .internationalOrganisation), reply: Page(items: [.example]))
}
