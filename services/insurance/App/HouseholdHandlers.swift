// The methods about households. A household is kept by who reaches its facility; from elsewhere it looks as if there
// were none. Paying covers the members in the same write.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

enum HouseholdHandlers {
    static func declare(_ request: DeclareHousehold, _ context: WriteContext) throws -> Household {
        try context.authorise(request.facility)
        let store = HouseholdStore(context.writer)
        let known = try request.household.map { try found($0, paidIn: context.today.civil.year, context) }
        let stays = try HouseholdRules.declare(request, known: known?.members ?? [])
        for number in request.members
        where try store.livesElsewhere(number, than: request.household, from: request.from) {
            throw HouseholdRejection.taken(number)
        }
        let household = Household(
            household: request.household ?? context.newIdentifier(HouseholdID.self), facility: request.facility,
            members: stays, paid: known?.paid ?? [])
        let sequence = try context.append(
            HouseholdDeclared(facility: request.facility, from: request.from, members: request.members.count),
            subject: household.household, personal: personal(request.members))
        try HouseholdStore.put(household, sequence, context.writer)
        return household
    }

    static func get(_ request: GetHousehold, _ context: ReadContext) throws -> Household {
        let store = HouseholdStore(context.reader)
        let id: HouseholdID?
        switch (request.household, request.member) {
        case (let household?, nil): id = household
        case (nil, let member?): id = try store.household(of: member, on: context.today, known: context.known)
        default: throw HouseholdRejection.unfitting("Give the household or somebody who lives there, one of the two.")
        }
        return try found(id, paidIn: context.today.civil.year, known: context.known, context)
    }

    static func quote(_ request: QuoteHousehold, _ context: ReadContext) throws -> HouseholdPayment {
        let year = (request.paidOn ?? context.today).civil.year
        let household = try found(request.household, paidIn: year, context)
        let enrolled = try enrolled(household, context.reader)
        let payment = try HouseholdRules.quote(
            request, of: household, enrolled: enrolled, by: PolicyStore(context.reader).policy(), today: context.today)
        try check(payment, enrolled) { $0.facilities(on: context.today).contains(where: context.reaches) }
        return payment
    }

    static func pay(_ request: PayHousehold, _ context: WriteContext) throws -> HouseholdPayment {
        let paidOn = request.paidOn ?? context.today
        guard paidOn <= context.today else {
            throw HouseholdRejection.unfitting("\(paidOn) is still to come; keep what has been paid.")
        }
        let household = try found(request.household, paidIn: paidOn.civil.year, context)
        guard try !HouseholdStore(context.writer).isKnown(request.reference, of: household.household) else {
            throw HouseholdRejection.known(request.reference)
        }
        let enrolled = try enrolled(household, context.writer)
        let policy = try PolicyStore(context.writer).policy()
        var payment = try HouseholdRules.quote(
            QuoteHousehold(request), of: household, enrolled: enrolled, by: policy, today: context.today)
        try check(payment, enrolled, reaches: context.reaches)
        try HouseholdRules.check(request, against: payment)
        payment.reference = request.reference
        try keep(payment, context)
        let desk = EnrolmentDesk(context: context, policy: policy)
        for share in payment.shares {
            _ = try desk.enrol(
                HouseholdRules.enrolment(of: share, request, in: household, as: enrolled[share.number]))
        }
        return payment
    }

    private static func keep(_ payment: HouseholdPayment, _ context: WriteContext) throws {
        let sequence = try context.append(
            HouseholdPaid(
                year: payment.year, group: payment.group, members: payment.shares.count, months: payment.months,
                total: payment.total, policyVersion: payment.policyVersion),
            subject: payment.household, personal: personal(payment.shares.map(\.number)))
        for share in payment.shares { try HouseholdStore.insert(share, of: payment, sequence, context.writer) }
    }

    /// What of a household must be erasable: it names persons by their numbers.
    private static func personal(_ members: [InsuranceNumber]) -> JSONValue {
        ["members": .array(members.map { .string($0.text) })]
    }

    /// Who of a household is enrolled, wherever: also somebody far away does not pay who is insured otherwise.
    private static func enrolled(_ household: Household, _ reader: Reader) throws -> [InsuranceNumber: Member] {
        var enrolled: [InsuranceNumber: Member] = [:]
        for stay in household.members { enrolled[stay.number] = try MemberStore(reader).find(stay.number) }
        return enrolled
    }

    /// Passes if all who pay, as far as they are enrolled, are registered where the caller reaches them.
    private static func check(
        _ payment: HouseholdPayment, _ enrolled: [InsuranceNumber: Member], reaches: (Member) throws -> Bool
    ) throws {
        for share in payment.shares {
            guard let member = enrolled[share.number], try !reaches(member) else { continue }
            throw MemberRejection.notFound(try CardReference(share.number.text))
        }
    }
}

extension HouseholdHandlers {
    private static func found(
        _ id: HouseholdID?, paidIn year: Int, known: Int64 = .max, _ context: ReadContext
    ) throws -> Household {
        let store = HouseholdStore(context.reader)
        guard let id, let household = try store.find(id, paidIn: year, known: known),
            let present = try store.find(id, paidIn: year)
        else { throw HouseholdRejection.notFound }
        do { try context.authorise(present.facility) } catch is UnknownUnit { throw HouseholdRejection.notFound }
        return household
    }

    private static func found(_ id: HouseholdID, paidIn year: Int, _ context: WriteContext) throws -> Household {
        guard let household = try HouseholdStore(context.writer).find(id, paidIn: year) else {
            throw HouseholdRejection.notFound
        }
        do { try context.authorise(household.facility) } catch is UnknownUnit { throw HouseholdRejection.notFound }
        return household
    }
}

extension QuoteHousehold {
    fileprivate init(_ request: PayHousehold) {
        self.init(
            household: request.household, group: request.group, members: request.members, months: request.months,
            paidOn: request.paidOn)
    }
}
