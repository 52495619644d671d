// Codes of health insurance, kept as issued: cards, numbers, facilities, groups, entitlement and form of a visit.

public import WireJSON

/// What a code of fixed letters and digits checks: its form as a predicate over bytes.
private func isDigits(_ bytes: some Collection<UInt8>) -> Bool { bytes.allSatisfy { (48...57).contains($0) } }
private func isCapitals(_ bytes: some Collection<UInt8>) -> Bool { bytes.allSatisfy { (65...90).contains($0) } }

/// A social insurance number: 10 digits, unique for life, the national health identifier (Decision 1351/QĐ-BHXH).
public struct InsuranceNumber: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 10, isDigits(text.utf8) else {
            throw ValueError("\"\(text.prefix(40))\" is no insurance number; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[0-9]{10}$"
    public static let form = "an insurance number has 10 digits"
    public static let sampleText = "3123456789"
}

/// The two letters of a card that say to which group of the insured its bearer belongs (Decision 1351/QĐ-BHXH).
public struct CardGroup: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 2, isCapitals(text.utf8) else {
            throw ValueError("\"\(text.prefix(40))\" is no card group; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[A-Z]{2}$"
    public static let form = "a card group is two capital letters, such as DN"
    public static let sampleText = "DN"
}

/// A card code of 15 characters: group, benefit digit 1 to 5, two digits of a province before the mergers of 2025, and
/// the insurance number (Decision 1351/QĐ-BHXH, amended by 1697/2023 and 1018/2024). There is no check digit.
public struct CardCode: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 15 else {
            throw ValueError("\"\(text.prefix(40))\" has \(bytes.count) characters; \(Self.form)")
        }
        guard isCapitals(bytes[0..<2]), (49...53).contains(bytes[2]), isDigits(bytes[3...]) else {
            throw ValueError("\"\(text)\" is no card code; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[A-Z]{2}[1-5][0-9]{12}$"
    public static let form = "a card code is two capital letters, a digit 1 to 5 and 12 digits, such as DN4313123456789"
    public static let sampleText = "DN4313123456789"

    public var group: CardGroup { part(0..<2) }
    /// The digit that states the benefit level, 1 to 5.
    public var digit: Int { Int(Array(text.utf8)[2]) - 48 }
    /// The province of issue before the mergers of 2025.
    public var province: String { String(text.dropFirst(3).prefix(2)) }
    public var number: InsuranceNumber { part(5..<15) }

    private func part<Value: TextValue>(_ range: Range<Int>) -> Value {
        let text = String(decoding: Array(text.utf8)[range], as: UTF8.self)
        do { return try Value(text) } catch { preconditionFailure("a card code is checked when it is made: \(error)") }
    }
}

/// How a card or its bearer is named when it is looked up (Law 51/2024/QH15, article 16): a card code of 15 characters,
/// an insurance number of 10 digits or a citizen number of 12.
public struct CardReference: TextValue {
    public enum Kind: Hashable, Sendable {
        case card(CardCode)
        case number(InsuranceNumber)
        case citizen(CitizenNumber)
    }
    public let kind: Kind
    public let text: String

    public init(_ text: String) throws(ValueError) {
        self.text = text
        switch text.utf8.count {
        case 10: kind = .number(try InsuranceNumber(text))
        case 12: kind = .citizen(try CitizenNumber(text))
        case 15: kind = .card(try CardCode(text))
        default: throw ValueError("\"\(text.prefix(40))\" is neither card nor number; \(Self.form)")
        }
    }
    public static let pattern: String? = "^([A-Z]{2}[1-5][0-9]{12}|[0-9]{10}|[0-9]{12})$"
    public static let form = "a card code of 15 characters, an insurance number of 10 digits or a citizen number of 12"
    public static let sampleText = "DN4313123456789"
}

/// The code of a facility that treats the insured: two digits of a province before the mergers of 2025 and three
/// letters or digits (MA_CSKCB, MA_DKBD). Where the registry has a unit of that code, the facility is that unit.
public struct FacilityCode: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, isDigits(bytes[0..<2]),
            bytes[2...].allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
        else { throw ValueError("\"\(text.prefix(40))\" is no facility code; \(Self.form)") }
        self.text = text
    }
    public static let pattern: String? = "^[0-9]{2}[0-9A-Z]{3}$"
    public static let form = "a facility code is two digits and three capital letters or digits, such as 31999"
    public static let sampleText = "31999"
    /// The province, as it was before the mergers of 2025.
    public var province: String { String(text.prefix(2)) }
}

/// The entitlement under which somebody is treated, such as `1.1` or `3.2` (MA_DOITUONG_KCB, Decision 3276/QĐ-BYT).
public struct RoutingCode: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed = (1...2).contains(parts.count) && parts.allSatisfy { (1...2).contains($0.utf8.count) }
        guard isWellFormed, parts.allSatisfy({ isDigits($0.utf8) }) else {
            throw ValueError("\"\(text.prefix(40))\" is no routing code; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[0-9]{1,2}(\\.[0-9]{1,2})?$"
    public static let form = "a routing code is one or two numbers with a point between, such as 1.1 or 2"
    public static let sampleText = "1.1"
}

/// The form of a visit, two digits: `01` is an examination, `03` an inpatient stay (MA_LOAI_KCB).
public struct VisitForm: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 2, isDigits(text.utf8), text != "00" else {
            throw ValueError("\"\(text.prefix(40))\" is no form of a visit; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^(0[1-9]|[1-9][0-9])$"
    public static let form = "a form of a visit is two digits, such as 01"
    public static let sampleText = "01"
}

/// The key of a visit, unique at its facility (MA_LK): 1 to 100 printable characters without a space.
public struct ClaimKey: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw ValueError("\"\(text.prefix(40))\" is no claim key; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[!-~]{1,100}$"
    public static let form = "a claim key has 1 to 100 printable characters and no space"
    public static let sampleText = "BHYT-31999-20260810-000001"
}

/// A legal act that sets rules, by its number, or `project-defaults` for what no act settles.
public struct ActNumber: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        let normal = try PlainText(text).text
        guard normal.count <= 64, !normal.contains(where: { $0.isWhitespace }) else {
            throw ValueError("\"\(text.prefix(40))\" is no act; \(Self.form)")
        }
        self.text = normal
    }
    public static let form =
        "an act is named by its number, such as 161/2026/NĐ-CP, at most 64 characters without a space"
    public static let sampleText = "161/2026/NĐ-CP"
}

/// A minute of Vietnam's clock, as claims state times: `2026-08-10T08:00`.
public struct LocalMinute: TextValue {
    public let date: CalendarDate
    /// Minutes since midnight.
    public let minute: Int

    public init(date: CalendarDate, minute: Int) throws(ValueError) {
        guard (0..<1440).contains(minute) else { throw ValueError("a day has 1,440 minutes") }
        self.date = date
        self.minute = minute
    }

    public init(_ text: String) throws(ValueError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let hour = CalendarDate.number(bytes[11..<13]), hour < 24,
            let minute = CalendarDate.number(bytes[14..<16]), minute < 60
        else { throw ValueError("\"\(text.prefix(40))\" is no minute; \(Self.form)") }
        date = try CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self))
        self.minute = hour * 60 + minute
    }

    public init?(plain utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.count == 16, utf8[10] == UInt8(ascii: "T"), utf8[13] == UInt8(ascii: ":"),
            let hour = CalendarDate.number(utf8[11..<13]), hour < 24,
            let minute = CalendarDate.number(utf8[14..<16]), minute < 60,
            let date = CalendarDate(plain: UnsafeBufferPointer(rebasing: utf8[..<10]))
        else { return nil }
        self.date = date
        self.minute = hour * 60 + minute
    }

    public var text: String { digitText }

    public func write(to json: inout JSONWriter) { json.plainString { appendText(to: &$0) } }

    public func appendText(to bytes: inout [UInt8]) {
        date.appendText(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(digits: UInt64(minute / 60), width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(digits: UInt64(minute % 60), width: 2)
    }

    public static let pattern: String? = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
    public static let form = "a minute of Vietnam's clock, such as 2026-08-10T08:00"
    public static let sampleText = "2026-08-10T08:00"
    public static func < (left: Self, right: Self) -> Bool {
        (left.date.days, left.minute) < (right.date.days, right.minute)
    }
}
