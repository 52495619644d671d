// What a template is made of once it was read, and what can be wrong with it.

/// A place in a text as editors count it, from 1.
struct TextPlace: Hashable, CustomStringConvertible {
    var line = 1
    var column = 1
    var description: String { "line \(line), column \(column)" }
}

/// A piece of a template.
indirect enum TemplatePart: Hashable {
    /// Plain text of so many UTF-8 bytes.
    case text(bytes: Int)
    /// A value shown; `.` is the value of the section around it.
    case value(name: String, TextPlace)
    case section(name: String, isInverted: Bool, TextPlace, [TemplatePart])
}

/// What is wrong with a template, and where.
struct TemplateFault: Hashable {
    var rule: String
    var place: TextPlace
    var message: String
    var hint: String
    var isWarning = false
}

/// Forms of Mustache that are refused.
enum RefusedForm {
    case unescaped, partial, inheritance, delimiters, pragma, transform

    var rule: String {
        switch self {
        case .unescaped: "tag.unescaped"
        case .partial: "tag.partial"
        case .inheritance: "tag.inheritance"
        case .delimiters: "tag.delimiters"
        case .pragma: "tag.pragma"
        case .transform: "tag.transform"
        }
    }

    var message: String {
        switch self {
        case .unescaped: "a tag asks for unescaped text"
        case .partial: "a tag asks for another template"
        case .inheritance: "a tag asks for a template's block"
        case .delimiters: "a tag sets other delimiters"
        case .pragma: "a tag sets an option of the reader"
        case .transform: "a tag calls a function"
        }
    }

    var hint: String {
        switch self {
        case .unescaped: "Write {{name}}: notices are plain text, and nothing in them is escaped."
        case .partial, .inheritance: "Write the text out: a template stands by itself."
        case .delimiters, .pragma: "Leave it out."
        case .transform: "Give the value as it is to be shown."
        }
    }
}
