// An event against a subscription: does it fit, and what does it send to whom.

public import MessageSchema

/// An event's data as texts: for each path that leads to something, all it leads to. Numbers as they are written, truth
/// values as `true` and `false`; through a list a path leads to several.
public struct EventMembers: Hashable, Sendable {
    public var texts: [String: [String]]
    public init(texts: [String: [String]]) { self.texts = texts }

    func at(_ path: MemberPath) -> [String] { texts[path.text] ?? [] }
}

/// Why an event that fits a subscription makes no notice.
public struct EventProblem: Error, Hashable, Sendable {
    public let text: PlainText

    public init(_ text: String) {
        // Texts out of an event were read from JSON; the bound keeps what is stored short.
        self.text = (try? PlainText(String(text.prefix(500)))) ?? "the event does not fit"
    }
}

/// What a subscription makes of an event.
public enum EventMatch {
    /// Whether all conditions hold.
    public static func fits(_ filter: [EventCondition], _ event: EventMembers) -> Bool {
        filter.allSatisfy { condition in
            let wanted = Set(((condition.equals.map { [$0] } ?? []) + (condition.oneOf ?? [])).map(\.text))
            return event.at(condition.member).contains { wanted.contains($0) }
        }
    }

    /// Whether the event names a unit within a scope on a day; a scope of nil is everywhere.
    public static func concerns(
        _ scope: UnitCode?, _ event: EventMembers, of shape: EventShape, in units: UnitStructure, on day: CalendarDate
    ) -> Bool {
        guard let scope else { return true }
        return shape.unitMembers.flatMap { event.texts[$0] ?? [] }.contains { text in
            guard let unit = try? UnitCode(text), units.isKnown(unit) else { return false }
            return units.isWithin(unit, scope, on: day)
        }
    }

    /// The values for the template.
    public static func values(
        _ sources: [ValueSource], for template: Template, _ event: EventMembers
    ) throws(EventProblem) -> [String: PlainText] {
        let variables = Dictionary(template.variables.map { ($0.name, $0) }) { first, _ in first }
        var values: [String: PlainText] = [:]
        for source in sources {
            let name = source.variable.text
            if let text = source.text { values[name] = text }
            guard let path = source.member else { continue }
            let found = event.at(path)
            guard !found.isEmpty else {
                // What may be missing is left out; what must be there, the template itself asks for.
                if variables[source.variable]?.isRequired == false { continue }
                throw EventProblem("the event has no member \(path), which the variable \(name) needs")
            }
            let separator = variables[source.variable]?.kind == .list ? "\n" : ", "
            do throws(ValueError) { values[name] = try PlainText(found.joined(separator: separator)) } catch {
                throw EventProblem("the member \(path), which the variable \(name) needs: \(error.message)")
            }
        }
        return values
    }

    /// The recipients; a member that is a list names several.
    public static func recipients(
        _ recipients: [SubscribedRecipient], _ event: EventMembers
    ) throws(EventProblem) -> [Recipient] {
        var named: [Recipient] = []
        for recipient in recipients {
            let persons = try member(recipient.personMember, recipient.person, event, StaffID.init)
            let units = try member(recipient.unitMember, recipient.unit, event, UnitCode.init)
            for person in persons { named.append(.person(person)) }
            for unit in units {
                named.append(Recipient(kind: recipient.kind, unit: unit, position: recipient.position))
            }
        }
        guard named.count <= RecipientRules.recipientsMax else {
            throw EventProblem("the event names \(named.count) recipients; \(RecipientRules.recipientsMax) are allowed")
        }
        return named
    }

    private static func member<Value>(
        _ path: MemberPath?, _ fixed: Value?, _ event: EventMembers,
        _ read: (String) throws(ValueError) -> Value
    ) throws(EventProblem) -> [Value] {
        guard let path else { return fixed.map { [$0] } ?? [] }
        let found = event.at(path)
        guard !found.isEmpty else { throw EventProblem("the event has no member \(path), which a recipient needs") }
        var values: [Value] = []
        for text in found {
            do throws(ValueError) { values.append(try read(text)) } catch {
                throw EventProblem("the member \(path), which a recipient needs: \(error.message)")
            }
        }
        return values
    }
}
