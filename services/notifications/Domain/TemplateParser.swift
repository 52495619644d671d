// Reads the part of Mustache that plain text needs, with the place of every tag. What it does not let through
// (partials, inheritance, other delimiters, pragmas, transforms, unescaped tags) never reaches the Mustache library.

/// Reads a template; never throws, collects faults.
struct TemplateParser {
    /// Tags of one text, and opening braces, of which the library reads each with a look at the rest of the text.
    static let tagsMax = 200
    static let bracesMax = 1000
    /// Sections within each other.
    static let depthMax = 8

    private struct Open {
        var name: String
        var isInverted: Bool
        var place: TextPlace
        var before: [TemplatePart]
    }

    private(set) var parts: [TemplatePart] = []
    private(set) var faults: [TemplateFault] = []
    /// False if the reading stopped before the end.
    private(set) var isWhole = true
    // By characters, as the library reads: a brace with a combining mark is no brace.
    private let characters: [Character]
    private var index = 0
    private var here = TextPlace()
    private var open: [Open] = []
    private var tags = 0

    init(_ text: String) {
        characters = Array(text)
        if characters.count(where: { $0 == "{" }) > Self.bracesMax {
            faults.append(Self.tooMany(here, "\(Self.bracesMax) opening braces"))
            isWhole = false
        } else {
            read()
        }
    }

    private mutating func read() {
        while index < characters.count {
            if starts("{{") {
                isWhole = readTag()
                guard isWhole else { break }
            } else {
                readText()
            }
        }
        while let section = open.popLast() {
            faults.append(
                TemplateFault(
                    rule: "section.unclosed", place: section.place,
                    message: "the section \(section.name) is not closed",
                    hint: "Close it with {{/\(section.name)}}."))
            // What stands in it is used all the same.
            parts =
                section.before + [.section(name: section.name, isInverted: section.isInverted, section.place, parts)]
        }
    }

    private mutating func readText() {
        var bytes = 0
        while index < characters.count, !starts("{{") {
            bytes += characters[index].utf8.count
            step()
        }
        parts.append(.text(bytes: bytes))
    }

    /// False if the rest cannot be read.
    private mutating func readTag() -> Bool {
        let place = here
        tags += 1
        guard tags <= Self.tagsMax else {
            faults.append(Self.tooMany(place, "\(Self.tagsMax) tags"))
            return false
        }
        step(2)
        let start = index
        while index < characters.count, !starts("}}") { step() }
        guard index < characters.count else {
            faults.append(
                TemplateFault(
                    rule: "tag.unclosed", place: place, message: "a tag is opened and not closed",
                    hint: "Close it with }}."))
            return false
        }
        let content = String(characters[start..<index])
        step(2)
        take(content, place)
        return true
    }

    private mutating func take(_ content: String, _ place: TextPlace) {
        let rest = Self.trimmed(content.dropFirst())
        switch content.first {
        case "!": break
        case "#", "^": openSection(rest, isInverted: content.first == "^", place)
        case "/": closeSection(rest, place)
        case "{", "&": refuse(.unescaped, place)
        case ">": refuse(.partial, place)
        case "<", "$": refuse(.inheritance, place)
        case "=": refuse(.delimiters, place)
        case "%": refuse(.pragma, place)
        default:
            let name = Self.trimmed(content[...])
            if name == "." || isName(name, place) { parts.append(.value(name: name, place)) }
        }
    }

    private mutating func openSection(_ name: String, isInverted: Bool, _ place: TextPlace) {
        if open.count == Self.depthMax {
            faults.append(Self.tooMany(place, "\(Self.depthMax) sections within each other"))
        }
        // A malformed name opens its section all the same, so that its end is no second fault.
        _ = isName(name, place)
        open.append(Open(name: name, isInverted: isInverted, place: place, before: parts))
        parts = []
    }

    private mutating func closeSection(_ name: String, _ place: TextPlace) {
        guard let section = open.last, section.name == name else {
            let meant = open.last.map { "the section open here is \($0.name)" } ?? "no section is open here"
            faults.append(
                TemplateFault(
                    rule: "section.mismatched", place: place, message: "{{/\(name)}} closes nothing: \(meant)",
                    hint: "Close sections in the reverse order they were opened."))
            return
        }
        open.removeLast()
        parts =
            section.before
            + [.section(name: name, isInverted: section.isInverted, section.place, parts)]
    }

    private mutating func isName(_ name: String, _ place: TextPlace) -> Bool {
        let letters = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
        if !name.isEmpty, letters { return true }
        if name.contains("(") {
            refuse(.transform, place)
        } else {
            faults.append(
                TemplateFault(
                    rule: "tag.name", place: place, message: "\"\(name.prefix(40))\" is no variable's name",
                    hint: "Names are letters and digits and begin with a lower-case letter; they have no members."))
        }
        return false
    }

    private mutating func refuse(_ form: RefusedForm, _ place: TextPlace) {
        faults.append(TemplateFault(rule: form.rule, place: place, message: form.message, hint: form.hint))
    }

    private static func tooMany(_ place: TextPlace, _ what: String) -> TemplateFault {
        TemplateFault(
            rule: "tag.tooMany", place: place, message: "the text has more than \(what)",
            hint: "Make several templates of it.")
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }

    private func starts(_ braces: String) -> Bool {
        guard index + 1 < characters.count, let brace = braces.first else { return false }
        return characters[index] == brace && characters[index + 1] == brace
    }

    private mutating func step(_ count: Int = 1) {
        for _ in 0..<count {
            if characters[index].isNewline { here = TextPlace(line: here.line + 1, column: 0) }
            here.column += 1
            index += 1
        }
    }
}
