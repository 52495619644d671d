// Answering a card check, with the codes of the national lookup and, for a visit, those that facilities note.

public import MessageSchema

/// The rules about cards.
public enum CardRules {
    /// The answer to a card check on a day. `issued` are the member's cards as given out, none where nobody has noted
    /// them; `level` gives the benefit level of a coverage that day; `childUntil` the last day of a child's card by its
    /// birth date; `registered` says what a facility has become. Name and birth date of the answer are for who may read
    /// personal data; the caller leaves them out for others.
    public static func check(
        _ request: CheckCard, member: Member?, issued: [IssuedCard] = [], on day: CalendarDate,
        level: (Coverage) -> Rate?, childUntil: (CalendarDate) -> CalendarDate? = { _ in nil },
        registered: (FacilityCode) -> RegisteredFacility
    ) -> CardCheck {
        let coverage = member.flatMap { self.coverage(of: $0, request.code, on: day, level) }
        let bearer = Bearer(member: member, coverage: coverage, issued: issued, day: day)
        let code = bearer.code(of: request, childUntil: childUntil, registered: registered)
        let isNotYet = code == .notFound && coverage.map { day < $0.from } ?? false
        return CardCheck(
            code: code.rawValue,
            message: isNotYet ? "The card is not valid yet on this day." : code.message,
            covered: code.namesMember && coverage?.isValid(on: day) == true, day: day,
            card: request.code.map(CardParts.init), number: member?.number, coverage: coverage,
            level: coverage.flatMap(level), registered: (coverage?.facility).map(registered), name: member?.name,
            birthDate: member?.birthDate,
            visitCode: request.until.map { bearer.visitCode(of: request, code, until: $0).rawValue })
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
}

/// Whom a card is checked against.
private struct Bearer {
    var member: Member?
    var coverage: Coverage?
    var issued: [IssuedCard]
    var day: CalendarDate

    func code(
        of request: CheckCard, childUntil: (CalendarDate) -> CalendarDate?,
        registered: (FacilityCode) -> RegisteredFacility
    ) -> LookupCode {
        guard let member, let coverage else { return stranger(request, childUntil) }
        if let card = request.code {
            if card.group != coverage.group { return .wrongCode }
            if card.digit != coverage.digit { return .wrongDigit }
            if isOfOtherProvince(card) { return .wrongProvince }
        }
        return personal(request, member) ?? facility(request, coverage, registered) ?? ended(request, coverage)
            ?? term(member, coverage)
    }

    // Forces have their cards elsewhere; a child is treated on its birth papers.
    private func stranger(_ request: CheckCard, _ childUntil: (CalendarDate) -> CalendarDate?) -> LookupCode {
        if let ministry = request.code.flatMap({ Self.ministries[$0.group.text] }) { return ministry }
        if let birthDate = request.birthDate, birthDate <= day, let last = childUntil(birthDate), day <= last {
            return .childWithoutCard
        }
        return .notFound
    }

    /// Groups whose cards two ministries keep in lookups of their own.
    private static let ministries: [String: LookupCode] = [
        "QN": .defence, "CY": .defence, "CA": .publicSecurity,
    ]

    // Only where cards of that group and digit were noted as given out, and none of that code.
    private func isOfOtherProvince(_ card: CardCode) -> Bool {
        let codes = issued.compactMap(\.card.code).filter { $0.group == card.group && $0.digit == card.digit }
        return !codes.isEmpty && codes.allSatisfy { $0.province != card.province }
    }

    private func personal(_ request: CheckCard, _ member: Member) -> LookupCode? {
        if let given = request.name, let name = member.name, given.folded != name.folded {
            return Self.initials(given) == Self.initials(name) ? .sameInitials : .wrongName
        }
        if let given = request.birthDate, let birthDate = member.birthDate, given != birthDate {
            return .wrongBirthDate
        }
        return nil
    }

    private static func initials(_ name: PlainText) -> [Character] {
        name.folded.split(separator: " ").compactMap(\.first)
    }

    private func facility(
        _ request: CheckCard, _ coverage: Coverage, _ registered: (FacilityCode) -> RegisteredFacility
    ) -> LookupCode? {
        guard let given = request.facility, given != coverage.facility else { return nil }
        let unit = registered(given).unit
        return unit != nil && unit == registered(coverage.facility).unit ? nil : .wrongFacility
    }

    // What became of the very card that is asked for, where it was noted as given out.
    private func ended(_ request: CheckCard, _ coverage: Coverage) -> LookupCode? {
        guard let card = issued.first(where: { $0.card == request.card }) else { return nil }
        let isEnded = card.endedFrom.map { $0 <= day } ?? false
        if card.state == .revoked, isEnded { return card.reason?.lookupCode ?? .revoked }
        if day < card.from { return .notFound }
        let isOver = card.lastDay.map { $0 < day } ?? false
        if card.state == .replaced, isEnded {
            return isOver || !coverage.isValid(on: day) ? .expiredReplaced : .validReplaced
        }
        guard isOver else { return nil }
        return issued.contains { $0.isValid(on: day) } ? .expiredReplaced : .expired
    }

    private func term(_ member: Member, _ coverage: Coverage) -> LookupCode {
        if coverage.isValid(on: day) { return .valid }
        guard coverage.from <= day else { return .notFound }
        return member.coverages.contains { $0.isValid(on: day) } ? .expiredReplaced : .expired
    }

    /// What a facility notes of a visit until a day.
    func visitCode(of request: CheckCard, _ code: LookupCode, until: CalendarDate) -> VisitCode {
        guard request.name != nil, request.birthDate != nil else { return .missingInput }
        if code == .notFound, let coverage, day < coverage.from {
            return coverage.from <= until ? .beginsInStay : .notYet
        }
        guard code.visit == .valid, let member else { return code.visit }
        if let given = request.sex, let sex = member.sex, given != sex { return .wrongSex }
        return member.coverages.contains { $0.isValid(on: until) } ? .valid : .expiresInStay
    }
}

extension CheckCard {
    /// The card's code, when one was asked for.
    fileprivate var code: CardCode? { card.code }
}

extension CardReference {
    /// The card's code of 15 characters, if it is one.
    var code: CardCode? { if case .card(let code) = kind { code } else { nil } }
}

extension IssuedCard {
    /// Whether it is worth something on a day.
    func isValid(on day: CalendarDate) -> Bool {
        from <= day && lastDay.map { day <= $0 } ?? true && endedFrom.map { day < $0 } ?? true
    }
}

extension CardRevocation {
    var lookupCode: LookupCode {
        switch self {
        case .revoked: .revoked
        case .reduced: .reduced
        case .movedOut: .movedOut
        case .movedWithin: .movedWithin
        case .enrolledAnew: .enrolledAnew
        case .stopped: .stopped
        }
    }
}
