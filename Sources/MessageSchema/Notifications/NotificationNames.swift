// Names in notifications: of templates, their variables and subscriptions, and paths into an event's data.

/// A template's name: 1 to 64 of `a-z`, `0-9`, `.` and `-`, beginning with a letter.
public struct TemplateName: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard ShortName.isWellFormed(text) else { throw ValueError("\"\(text)\" is no template name; \(Self.form)") }
        self.text = text
    }

    /// A name that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = ShortName.pattern
    public static let form = "a template's name is 1 to 64 of a-z, 0-9, '.' and '-', such as task.due-soon"
    public static let sampleText = "task.due-soon"
}

/// The name of a template's variable: a lower-case letter, then up to 39 letters and digits.
public struct VariableName: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard (1...40).contains(text.utf8.count), text.utf8.first.map(lower.contains) == true,
            text.utf8.allSatisfy({ lower.contains($0) || upper.contains($0) || (48...57).contains($0) })
        else { throw ValueError("\"\(text)\" is no variable's name; \(Self.form)") }
        self.text = text
    }

    /// A name that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = "^[a-z][A-Za-z0-9]{0,39}$"
    public static let form = "a variable's name is a lower-case letter and up to 39 letters and digits, such as lastDay"
    public static let sampleText = "lastDay"
}

/// A subscription's name: 1 to 64 of `a-z`, `0-9`, `.` and `-`, beginning with a letter.
public struct SubscriptionName: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard ShortName.isWellFormed(text) else {
            throw ValueError("\"\(text)\" is no subscription's name; \(Self.form)")
        }
        self.text = text
    }

    /// A name that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = ShortName.pattern
    public static let form = "a subscription's name is 1 to 64 of a-z, 0-9, '.' and '-', such as due-in-7-days"
    public static let sampleText = "due-in-7-days"
}

/// The form that names of templates and subscriptions share.
enum ShortName {
    static let pattern = "^[a-z][a-z0-9.-]{0,63}$"

    static func isWellFormed(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy {
            isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}

/// A path into an event's data: names of members with dots between them, `post.unit`.
public struct MemberPath: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let names = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 200, !names.isEmpty, names.allSatisfy(Self.isName) else {
            throw ValueError("\"\(text)\" is no path; \(Self.form)")
        }
        self.text = text
    }

    /// A path that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = "^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*$"
    public static let form = "a path is names of members with dots between them, such as post.unit"
    public static let sampleText = "host"

    /// The members from the outside in.
    public var names: [String] { text.split(separator: ".").map(String.init) }

    private static func isName(_ name: Substring.UTF8View.SubSequence) -> Bool {
        let letters = name.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        return letters && name.first.map { !(48...57).contains($0) } == true
    }
}
