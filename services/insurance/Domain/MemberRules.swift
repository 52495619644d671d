// Enrolling: who a number belongs to, and which stretches of time it covers.

public import MessageSchema

/// The rules about members.
public enum MemberRules {
    /// The member as the request makes it. `known` is who is enrolled under the number, `citizenNumberHolder` the
    /// number of who is enrolled with the request's citizen number. Days that are not stated are those of the policy.
    public static func enrol(
        _ request: EnrolMember, known: Member?, citizenNumberHolder: InsuranceNumber?,
        by policy: Policy = Policy(version: 0, acts: [])
    ) throws(MemberRejection) -> Member {
        let coverage = coverage(of: request, by: policy)
        try checkDays(request, lastDay: coverage.lastDay)
        try checkWaiting(request, after: known?.coverages ?? [], by: policy)
        if let holder = citizenNumberHolder, holder != request.number { throw .citizenNumberTaken(holder) }
        if let known { try compare(request, with: known) }
        let coverages = known?.coverages ?? []
        if let other = coverages.first(where: { $0.group == coverage.group && $0.overlaps(coverage) }) {
            throw .coverageOverlaps(request.number, other)
        }
        return Member(
            number: request.number, name: request.name, birthDate: request.birthDate, sex: request.sex,
            citizenNumber: request.citizenNumber ?? known?.citizenNumber,
            fiveYearsFrom: request.fiveYearsFrom ?? known?.fiveYearsFrom,
            coverages: (coverages + [coverage]).sorted { ($0.from, $0.group) < ($1.from, $1.group) })
    }

    /// Whether a member has all that a request states already: who it is, and the coverage day for day.
    public static func isEnrolled(_ request: EnrolMember, as member: Member, by policy: Policy) -> Bool {
        let isSame =
            member.name == request.name && member.birthDate == request.birthDate && member.sex == request.sex
            && (request.citizenNumber.map { $0 == member.citizenNumber } ?? true)
            && (request.fiveYearsFrom.map { $0 == member.fiveYearsFrom } ?? true)
        return isSame && member.coverages.contains(coverage(of: request, by: policy))
    }

    /// The member registered at another facility from a day on: what holds then is parted at that day, what comes
    /// later is moved whole, what is over stays.
    public static func register(_ request: RegisterMember, _ member: Member) throws(MemberRejection) -> Member {
        var registered = member
        registered.coverages = member.coverages.flatMap { coverage -> [Coverage] in
            let isMeant = request.group.map { $0 == coverage.group } ?? true
            let isOver = coverage.lastDay.map { $0 < request.from } ?? false
            guard isMeant, !isOver, coverage.facility != request.facility else { return [coverage] }
            var (before, after) = (coverage, coverage)
            after.facility = request.facility
            guard coverage.from < request.from else { return [after] }
            before.lastDay = request.from.advanced(by: -1)
            after.from = request.from
            return [before, after]
        }.sorted { ($0.from, $0.group) < ($1.from, $1.group) }
        guard registered.coverages != member.coverages else {
            throw .notCovered(member.number, from: request.from, request.facility)
        }
        return registered
    }

    /// The stretch of time that a request covers; a last day that is not stated is that of the policy, if it has one.
    public static func coverage(of request: EnrolMember, by policy: Policy) -> Coverage {
        Coverage(
            group: request.group, digit: request.digit, facility: request.facility, from: request.from,
            lastDay: request.lastDay ?? lastDay(request, by: policy))
    }

    // Of a child's and, where the grade is given, of a pupil's coverage.
    private static func lastDay(_ request: EnrolMember, by policy: Policy) -> CalendarDate? {
        let (group, day) = (request.group, request.from)
        if let child = CoverageRules.childLastDay(born: request.birthDate, group: group, on: day, by: policy) {
            return child
        }
        return request.grade.flatMap {
            CoverageRules.schoolDays($0, group: group, from: day, by: policy)?.lastDay
        }
    }

    private static func checkWaiting(
        _ request: EnrolMember, after coverages: [Coverage], by policy: Policy
    ) throws(MemberRejection) {
        guard let paidOn = request.paidOn,
            let first = CoverageRules.firstDay(
                paidOn: paidOn, group: request.group, after: coverages.filter { $0.from < request.from }, by: policy),
            request.from < first.day
        else { return }
        throw .waiting(from: request.from, until: first.day, first.citation.text)
    }

    private static func checkDays(_ request: EnrolMember, lastDay: CalendarDate?) throws(MemberRejection) {
        guard (1...5).contains(request.digit) else { throw .digitUnknown(request.digit) }
        if let lastDay, lastDay < request.from {
            throw .datesReversed("The last day", lastDay, before: "the first", request.from)
        }
        guard request.birthDate <= request.from else {
            throw .datesReversed("The first day", request.from, before: "the birth date", request.birthDate)
        }
    }

    // A name is compared without case and diacritics, since registers spell them differently; what was given last is
    // kept. A citizen number that was not known is taken over.
    private static func compare(_ request: EnrolMember, with known: Member) throws(MemberRejection) {
        var fields: [String] = []
        if let name = known.name, name.folded != request.name.folded { fields.append("name") }
        if let birthDate = known.birthDate, birthDate != request.birthDate { fields.append("birth date") }
        if let sex = known.sex, sex != request.sex { fields.append("sex") }
        if let citizen = known.citizenNumber, let given = request.citizenNumber, citizen != given {
            fields.append("citizen number")
        }
        guard fields.isEmpty else { throw .differs(request.number, fields: fields) }
    }
}

extension Coverage {
    /// Whether both hold on some day.
    func overlaps(_ other: Coverage) -> Bool {
        let startsInTime = lastDay.map { other.from <= $0 } ?? true
        let endsInTime = other.lastDay.map { from <= $0 } ?? true
        return startsInTime && endsInTime
    }
}
