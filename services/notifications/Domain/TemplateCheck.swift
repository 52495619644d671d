// Checks one text of a template against the declared variables.

internal import MessageSchema

/// The check of one text.
struct TemplateCheck {
    let text: TemplateText
    /// False if the text could not be read to its end.
    let isWhole: Bool
    /// Names of variables that the text uses, declared or not.
    private(set) var used: Set<String> = []
    private var faults: [TemplateFault]
    private let kinds: [String: TemplateVariable]

    init(_ text: TemplateText, variables: [TemplateVariable]) {
        self.text = text
        kinds = Dictionary(variables.map { ($0.name.text, $0) }) { first, _ in first }
        let bytesMax = text.isTitle ? TemplateRules.titleBytesMax : TemplateRules.bodyBytesMax
        guard text.text.utf8.count <= bytesMax else {
            faults = [Self.tooLong(text.text.utf8.count, bytesMax)]
            isWhole = false
            return
        }
        let parser = TemplateParser(text.text)
        faults = parser.faults
        isWhole = parser.isWhole
        checkLines()
        walk(parser.parts, Context())
        if faults.allSatisfy(\.isWarning) { checkLibrary() }
    }

    var findings: [Finding] {
        faults.map { fault in
            Finding(
                rule: fault.rule, severity: fault.isWarning ? .warning : .error,
                place: "\(text.member), \(fault.place)", message: fault.message, hint: fault.hint)
        }
    }

    /// The sections around a piece.
    private struct Context {
        /// Variables that are there, since a section asks for them.
        var present: Set<String> = []
        /// The value that `{{.}}` shows.
        var hasCurrent = false
        var isInList = false
    }

    private mutating func walk(_ parts: [TemplatePart], _ around: Context) {
        for part in parts {
            switch part {
            case .text: continue
            case .value(".", let place): if !around.hasCurrent { fault(.dotOutside, ".", place) }
            case .value(let name, let place): checkValue(name, place, around)
            case .section(let name, let isInverted, let place, let inner):
                walk(inner, entering(name, isInverted: isInverted, place, around))
            }
        }
    }

    private mutating func checkValue(_ name: String, _ place: TextPlace, _ around: Context) {
        used.insert(name)
        guard let variable = kinds[name] else { return undeclared(name, place) }
        switch variable.kind {
        case .flag: fault(.flagShown, name, place)
        case .list: fault(.listShown, name, place)
        default: if !variable.isRequired, !around.present.contains(name) { fault(.unguarded, name, place) }
        }
    }

    private mutating func entering(
        _ name: String, isInverted: Bool, _ place: TextPlace, _ around: Context
    ) -> Context {
        used.insert(name)
        guard let variable = kinds[name] else {
            undeclared(name, place)
            // What is wrong within is not made worse by what is wrong around it.
            return Context(present: around.present, hasCurrent: true, isInList: around.isInList)
        }
        let isList = variable.kind == .list
        if variable.isRequired, variable.kind != .flag, isInverted || !isList {
            fault(isInverted ? .never : .always, name, place)
        }
        guard !isInverted else { return around }
        if isList, around.isInList { fault(.listInList, name, place) }
        return Context(
            present: around.present.union([name]), hasCurrent: around.hasCurrent || variable.kind != .flag,
            isInList: around.isInList || isList)
    }

    private mutating func undeclared(_ name: String, _ place: TextPlace) {
        faults.append(
            TemplateFault(
                rule: "variable.undeclared", place: place, message: "the variable \(name) is not declared",
                hint: "Declare it in `variables`, or mend its name."
                    + NearestMatch.sentence(name, among: Array(kinds.keys))
            ))
    }

    /// A title is one line.
    private mutating func checkLines() {
        guard text.isTitle, let end = text.text.firstIndex(where: \.isNewline) else { return }
        let column = text.text.distance(from: text.text.startIndex, to: end) + 1
        faults.append(
            TemplateFault(
                rule: "title.lines", place: TextPlace(line: 1, column: column), message: "the title has a line break",
                hint: "Put what follows into the body."))
    }

    /// What this check lets through the library must be able to read.
    private mutating func checkLibrary() {
        guard let problem = TemplateRenderer.problem(reading: text.text) else { return }
        faults.append(
            TemplateFault(
                rule: "tag.syntax", place: problem.place, message: "the Mustache reader says: \(problem.message)",
                hint: "Look for a brace that stands alone at the end."))
    }

    private mutating func fault(_ kind: UseFault, _ name: String, _ place: TextPlace) {
        faults.append(
            TemplateFault(
                rule: kind.rule, place: place, message: kind.message(name), hint: kind.hint(name),
                isWarning: kind == .always || kind == .never))
    }

    private static func tooLong(_ bytes: Int, _ bytesMax: Int) -> TemplateFault {
        TemplateFault(
            rule: "text.tooLong", place: TextPlace(), message: "the text has \(bytes) bytes; \(bytesMax) are allowed",
            hint: "Shorten it, or give the long part as a value.")
    }
}

/// How a variable can be used wrongly.
private enum UseFault {
    case dotOutside, flagShown, listShown, unguarded, listInList, always, never

    var rule: String {
        switch self {
        case .dotOutside: "value.outside"
        case .flagShown: "flag.shown"
        case .listShown: "list.shown"
        case .unguarded: "value.unguarded"
        case .listInList: "list.nested"
        case .always: "section.always"
        case .never: "section.never"
        }
    }

    func message(_ name: String) -> String {
        switch self {
        case .dotOutside: "{{.}} stands in no section that has a value"
        case .flagShown: "the flag \(name) has no text"
        case .listShown: "the list \(name) is shown as a whole"
        case .unguarded: "the variable \(name) may be missing here"
        case .listInList: "the list \(name) is walked within another list"
        case .always: "the variable \(name) is required, so this section is always shown"
        case .never: "the variable \(name) is required, so this section is never shown"
        }
    }

    func hint(_ name: String) -> String {
        switch self {
        case .dotOutside: "Name the variable."
        case .flagShown: "Write {{#\(name)}}…{{/\(name)}} around what it is about."
        case .listShown: "Write {{#\(name)}}…{{.}}…{{/\(name)}}."
        case .unguarded: "Write {{#\(name)}}…{{/\(name)}} around it, or make it required."
        case .listInList: "Walk one after the other."
        case .always: "Leave the section's tags out."
        case .never: "Leave the section out, or make the variable not required."
        }
    }
}
