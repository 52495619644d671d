// Checks a subscription before it is created: the event exists, every member named is one of its, the values fit the
// template, the recipients are well formed.

public import MessageSchema

/// Rules about subscriptions.
public enum SubscriptionRules {
    static let conditionsMax = 20
    /// UTF-8 bytes of all texts of a subscription together, so that it fits into one event of the journal.
    static let textBytesMax = 16_000

    /// Refuses a subscription that could never send what it says.
    /// - Parameters:
    ///   - template: the newest version of the one it names.
    ///   - isScoped: true if its creator may act in one subtree only.
    public static func check(
        _ request: CreateSubscription, template: Template, isScoped: Bool
    ) throws(SubscriptionRejection) {
        guard let shape = EventShape(of: request.event) else {
            throw .faulty(request.name, [unknownEvent(request.event)])
        }
        let check = SubscriptionCheck(shape: shape)
        let findings =
            check.conditions(request.filter ?? []) + check.values(request.values ?? [], template)
            + check.recipients(request.recipients) + check.size(of: request) + (isScoped ? check.scope() : [])
        guard findings.isEmpty else { throw .faulty(request.name, findings) }
    }

    private static func unknownEvent(_ type: String) -> Finding {
        let isOwn = type.hasPrefix("\(NotificationsContract.service.text).")
        return Finding(
            rule: isOwn ? "event.own" : "event.unknown", severity: .error, place: "event",
            message: isOwn ? "a notice about notices would never end" : "no service has an event \(type)",
            hint: isOwn
                ? "Subscribe to what the other services tell."
                : "Name an event such as \(TaskAssigned.name)."
                    + NearestMatch.sentence(type, among: EventShape.subscribable)
        )
    }
}

/// Checks the parts of a subscription against its event's members.
private struct SubscriptionCheck {
    let shape: EventShape

    func conditions(_ conditions: [EventCondition]) -> [Finding] {
        let tooMany =
            conditions.count > SubscriptionRules.conditionsMax
            ? [
                finding(
                    "filter.tooMany", "filter", "there are \(conditions.count) conditions",
                    "\(SubscriptionRules.conditionsMax) are allowed.")
            ] : []
        return tooMany
            + conditions.enumerated().flatMap { index, condition -> [Finding] in
                let place = "filter[\(index)]"
                let wanted = (condition.equals.map { [$0] } ?? []) + (condition.oneOf ?? [])
                let isOne = (condition.equals == nil) != (condition.oneOf == nil) && !wanted.isEmpty
                let form =
                    isOne
                    ? []
                    : [
                        finding(
                            "filter.form", place, "a condition has either `equals` or `oneOf`", "Give one of them.")
                    ]
                return form + member(condition.member, "\(place).member")
                    + words(of: condition.member, wanted.map(\.text), place)
            }
    }

    /// What a counted word is compared with must be one of them.
    private func words(of path: MemberPath, _ wanted: [String], _ place: String) -> [Finding] {
        guard case .words(let words) = shape.member(path) else { return [] }
        return wanted.filter { !words.contains($0) }.map { word in
            finding(
                "filter.word", place, "\(path) is never \"\(word)\"",
                "It is one of \(words.joined(separator: ", ")).\(NearestMatch.sentence(word, among: words))")
        }
    }

    func values(_ sources: [ValueSource], _ template: Template) -> [Finding] {
        let declared = Dictionary(template.variables.map { ($0.name, $0) }) { first, _ in first }
        var given: Set<VariableName> = []
        var findings: [Finding] = []
        for (index, source) in sources.enumerated() {
            let place = "values[\(index)]"
            if !given.insert(source.variable).inserted {
                findings.append(finding("value.twice", place, "\(source.variable) is given twice", "Give it once."))
            }
            if (source.member == nil) == (source.text == nil) {
                findings.append(
                    finding("value.form", place, "a value has either a `member` or a `text`", "Give one of them."))
            }
            if let path = source.member { findings += member(path, "\(place).member") }
            guard let variable = declared[source.variable] else {
                let names = declared.keys.map(\.text)
                findings.append(
                    finding(
                        "value.unknown", place, "the template \(template.name) has no variable \(source.variable)",
                        "Leave it out, or mend its name.\(NearestMatch.sentence(source.variable.text, among: names))"))
                continue
            }
            if let problem = source.text.flatMap({ TemplateRules.problem($0.text, as: variable.kind) }) {
                findings.append(
                    finding("value.malformed", "\(place).text", problem, "Give \(variable.kind.wanted)."))
            }
        }
        let missing = template.variables.filter { $0.isRequired && !given.contains($0.name) }.map { variable in
            finding(
                "value.missing", "values", "the template \(template.name) needs a value for \(variable.name)",
                "Give a `member` of the event or a `text`.")
        }
        return findings + missing
    }

    func recipients(_ recipients: [SubscribedRecipient]) -> [Finding] {
        RecipientRules.countFindings(recipients.count)
            + recipients.enumerated().flatMap { index, recipient -> [Finding] in
                let place = "recipients[\(index)]"
                return RecipientRules.formFindings(
                    recipient.kind, hasPerson: recipient.person != nil || recipient.personMember != nil,
                    hasUnit: recipient.unit != nil || recipient.unitMember != nil,
                    hasPosition: recipient.position != nil, place: place)
                    + twice(recipient.person != nil && recipient.personMember != nil, "person", place)
                    + twice(recipient.unit != nil && recipient.unitMember != nil, "unit", place)
                    + member(recipient.personMember, "\(place).personMember", EventShape.isPerson, "person")
                    + member(recipient.unitMember, "\(place).unitMember", EventShape.isUnit, "unit")
            }
    }

    func size(of request: CreateSubscription) -> [Finding] {
        let wanted = (request.filter ?? []).flatMap { ($0.equals.map { [$0] } ?? []) + ($0.oneOf ?? []) }
        let texts = wanted + (request.values ?? []).compactMap(\.text)
        let bytes = texts.reduce(0) { $0 + $1.text.utf8.count }
        guard bytes > SubscriptionRules.textBytesMax else { return [] }
        return [
            finding(
                "text.tooLong", "values", "the texts have \(bytes) bytes together",
                "\(SubscriptionRules.textBytesMax) are allowed; write them into the template.")
        ]
    }

    /// Whoever may act in one subtree only hears of events only that concern a unit in it, so the event must name one.
    func scope() -> [Finding] {
        guard shape.unitMembers.isEmpty else { return [] }
        return [
            finding(
                "event.outOfScope", "event", "the event \(shape.type) names no unit, so it lies in nobody's scope",
                "Have somebody who may act everywhere create it.")
        ]
    }

    private func twice(_ isTwice: Bool, _ member: String, _ place: String) -> [Finding] {
        guard isTwice else { return [] }
        return [
            finding(
                "recipient.superfluous", place, "both `\(member)` and `\(member)Member` are given",
                "Give one of them.")
        ]
    }

    private func member(_ path: MemberPath, _ place: String) -> [Finding] {
        guard shape.member(path) == nil else { return [] }
        return [
            finding(
                "member.unknown", place, "the event \(shape.type) has no member \(path)",
                "It has \(shape.leaves.map(\.path).joined(separator: ", "))."
                    + NearestMatch.sentence(path.text, among: shape.leaves.map(\.path)))
        ]
    }

    private func member(
        _ path: MemberPath?, _ place: String, _ fits: (Shape) -> Bool, _ noun: String
    ) -> [Finding] {
        guard let path else { return [] }
        guard let found = shape.member(path) else { return member(path, place) }
        guard !fits(found) else { return [] }
        let fitting = shape.leaves.filter { fits($0.shape) }.map(\.path)
        return [
            finding(
                "member.form", place, "the member \(path) of \(shape.type) is no \(noun)",
                fitting.isEmpty
                    ? "The event names no \(noun)." : "Name one of \(fitting.joined(separator: ", ")).")
        ]
    }

    private func finding(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .error, place: place, message: message, hint: hint)
    }
}
