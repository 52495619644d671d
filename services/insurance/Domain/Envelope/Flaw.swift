// What is wrong with a text or a value, before it is known where in the envelope it stands; and lists of findings that
// cannot grow without bound.

internal import MessageSchema

/// The rules of the reader, as findings name them.
enum EnvelopeRule: String, Sendable {
    case tooLarge = "envelope.tooLarge"
    case encoding = "envelope.encoding"
    case declaration = "envelope.declaration"
    case entity = "envelope.entity"
    case malformed = "envelope.malformed"
    case root = "envelope.root"
    case element = "envelope.element"
    case count = "envelope.count"
    case base64 = "envelope.base64"
    case table = "envelope.table"
    case repeatedKey = "envelope.repeatedKey"
    case missing = "field.missing"
    case tooLong = "field.tooLong"
    case form = "field.form"
    case negative = "field.negative"
    case repeated = "field.repeated"
    case unknown = "field.unknown"
    case order = "field.order"
    case keyDiffers = "key.differs"
    case facilityDiffers = "facility.differs"
    case cardCounts = "card.counts"
    case donorSum = "donor.sum"
    case content = "record.content"
    case more = "findings.more"
}

/// One flaw: its rule, what it is, and what to do about it.
struct Flaw: Error, Equatable {
    var rule: EnvelopeRule
    var message: String
    var hint: String

    init(_ rule: EnvelopeRule, _ message: String, hint: String) {
        self.rule = rule
        self.message = message
        self.hint = hint
    }

    func finding(at place: String, _ severity: Finding.Severity = .error) -> Finding {
        Finding(rule: rule.rawValue, severity: severity, place: place, message: message.onOneLine, hint: hint)
    }
}

/// Findings, errors before warnings, so many of each at most.
struct FindingList: Sendable {
    private var errors: [Finding] = []
    private var warnings: [Finding] = []
    private var errorCount = 0
    private var warningCount = 0

    var hasErrors: Bool { errorCount > 0 }

    mutating func add(_ flaw: Flaw, at place: String) {
        errorCount += 1
        if errorCount <= EnvelopeBounds.findingsMax { errors.append(flaw.finding(at: place)) }
    }

    mutating func warn(_ flaw: Flaw, at place: String) {
        warningCount += 1
        if warningCount <= EnvelopeBounds.findingsMax { warnings.append(flaw.finding(at: place, .warning)) }
    }

    /// Takes over what another list holds, as warnings.
    mutating func warn(of other: FindingList) {
        for var finding in other.errors + other.warnings where warnings.count < EnvelopeBounds.findingsMax {
            finding.severity = .warning
            warnings.append(finding)
        }
        warningCount += other.errorCount + other.warningCount
    }

    /// All of them, and how many more there were, told at `place`.
    func all(at place: String) -> [Finding] {
        errors + more(errorCount, "errors", .error, place) + warnings + more(warningCount, "warnings", .warning, place)
    }

    private func more(_ count: Int, _ noun: String, _ severity: Finding.Severity, _ place: String) -> [Finding] {
        guard count > EnvelopeBounds.findingsMax else { return [] }
        let flaw = Flaw(
            .more, "There are \(count - EnvelopeBounds.findingsMax) more \(noun).",
            hint: "Mend those listed and import the file again.")
        return [flaw.finding(at: place, severity)]
    }
}

extension String {
    /// The text in quotes, cut and on one line, as findings quote values.
    var quoted: String {
        let cut = prefix(EnvelopeBounds.quotedMax)
        return "\"\(String(cut).onOneLine)\(cut.endIndex == endIndex ? "" : "…")\""
    }

    /// The text with a space for each control character (C0, DEL, C1), which values may hold and sentences may not.
    var onOneLine: String {
        let plain = unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(plain))
    }
}
