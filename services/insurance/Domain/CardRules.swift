// Answering a card check, with the codes of the national lookup.

public import MessageSchema

/// The rules about cards.
public enum CardRules {
    /// The answer to a card check on a day. `level` gives the benefit level of a coverage that day; `registered` says
    /// what a facility has become. Name and birth date of the answer are for who may read personal data; the caller
    /// leaves them out for others.
    public static func check(
        _ request: CheckCard, member: Member?, on day: CalendarDate, level: (Coverage) -> Rate?,
        registered: (FacilityCode) -> RegisteredFacility
    ) -> CardCheck {
        let card: CardCode? = if case .card(let code) = request.card.kind { code } else { nil }
        let coverage = member.flatMap { self.coverage(of: $0, card, on: day, level) }
        let answer = self.answer(request, card, member, coverage, on: day)
        return CardCheck(
            code: answer.code, message: answer.message,
            covered: answer.isValid && coverage?.isValid(on: day) == true, day: day,
            card: card.map(CardParts.init), number: member?.number, coverage: coverage,
            level: coverage.flatMap(level), registered: (coverage?.facility).map(registered), name: member?.name,
            birthDate: member?.birthDate)
    }

    private struct Answer {
        var code: String
        var message: PlainText
        /// Whether the card or number names this member.
        var isValid = true
    }

    // The coverage of the card asked for, or the best that holds; else the last that did, else the first to come.
    private static func coverage(
        of member: Member, _ card: CardCode?, on day: CalendarDate, _ level: (Coverage) -> Rate?
    ) -> Coverage? {
        let ofGroup = member.coverages.filter { $0.group == card?.group }
        let ofCard = ofGroup.filter { $0.digit == card?.digit }
        let all = [ofCard, ofGroup, member.coverages].first { !$0.isEmpty } ?? []
        let valid = all.filter { $0.isValid(on: day) }.max { level($0) ?? .zero < level($1) ?? .zero }
        return valid ?? all.filter { $0.from <= day }.max { $0.from < $1.from } ?? all.min { $0.from < $1.from }
    }

    private static func answer(
        _ request: CheckCard, _ card: CardCode?, _ member: Member?, _ coverage: Coverage?, on day: CalendarDate
    ) -> Answer {
        guard let member, let coverage else {
            return Answer(code: "050", message: "No such card is enrolled.", isValid: false)
        }
        if let card, card.group != coverage.group {
            return Answer(code: "051", message: "The member has no card of this group.", isValid: false)
        }
        if let card, card.digit != coverage.digit {
            return Answer(code: "053", message: "The card's benefit digit is another one.", isValid: false)
        }
        if let answer = personal(request, member) { return answer }
        if coverage.isValid(on: day) { return Answer(code: "000", message: "The card is valid.") }
        guard coverage.from <= day else {
            return Answer(code: "050", message: "The card is not valid yet on this day.")
        }
        let hasOther = member.coverages.contains { $0.isValid(on: day) }
        return hasOther
            ? Answer(code: "003", message: "The card has expired; the member has another one that is valid.")
            : Answer(code: "010", message: "The card has expired.")
    }

    private static func personal(_ request: CheckCard, _ member: Member) -> Answer? {
        if let given = request.name, let name = member.name, given.folded != name.folded {
            return initials(given) == initials(name)
                ? Answer(code: "061", message: "The name is another one with the same initials.", isValid: false)
                : Answer(code: "060", message: "The name is another one.", isValid: false)
        }
        if let given = request.birthDate, let birthDate = member.birthDate, given != birthDate {
            return Answer(code: "070", message: "The birth date is another one.", isValid: false)
        }
        return nil
    }

    private static func initials(_ name: PlainText) -> [Character] {
        name.folded.split(separator: " ").compactMap(\.first)
    }
}
