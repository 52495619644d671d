// The method that takes a roll over: its enrolments in order, in one transaction, each as if it came by itself.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import WireJSON

extension MemberHandlers {
    static func importing(_ request: ImportMembers, _ context: WriteContext) throws -> ImportMembers.Reply {
        guard (1...ImportMembers.rowsMax).contains(request.rows.count) else {
            throw Failure.fabric(
                .invalidParams,
                "params.rows: there are \(request.rows.count) of them; 1 to \(ImportMembers.rowsMax) are taken",
                details: ["member": "params.rows"])
        }
        let desk = EnrolmentDesk(context: context, policy: try PolicyStore(context.writer).policy())
        var reply = ImportMembers.Reply(enrolled: 0, known: 0, rejected: [])
        var outside: UnknownUnit?
        for (index, row) in request.rows.enumerated() {
            do {
                try context.authorise(row.facility)
                if try desk.takeOver(row) { reply.enrolled += 1 } else { reply.known += 1 }
            } catch let refusal as UnknownUnit {
                outside = refusal
                reply.rejected.append(refusal, row: index + 1)
            } catch let refusal as MemberRejection {
                reply.rejected.append(refusal, row: index + 1)
            }
        }
        // Who may enrol none of them learns what one who enrols one of them learns.
        if let outside, reply.rejected.allSatisfy({ $0.error == outside.name }), reply.enrolled + reply.known == 0 {
            throw outside
        }
        return reply
    }
}

extension [RejectedEnrolment] {
    fileprivate mutating func append(_ refusal: some Rejection, row: Int) {
        append(RejectedEnrolment(row: row, error: refusal.name, message: refusal.message))
    }
}

/// Takes enrolments in. The facility of each is authorised already.
struct EnrolmentDesk {
    let context: WriteContext
    let policy: Policy

    /// Enrols a person, or covers a member for longer.
    func enrol(_ request: EnrolMember) throws -> Member {
        try enrol(request, known: MemberStore(context.writer).find(request.number))
    }

    /// As ``enrol(_:)``; false where nothing is said that is not known.
    func takeOver(_ request: EnrolMember) throws -> Bool {
        let known = try MemberStore(context.writer).find(request.number)
        if let known, MemberRules.isEnrolled(request, as: known, by: policy) { return false }
        _ = try enrol(request, known: known)
        return true
    }

    private func enrol(_ request: EnrolMember, known: Member?) throws -> Member {
        let store = MemberStore(context.writer)
        let member = try MemberRules.enrol(
            request, known: known, citizenNumberHolder: store.holder(of: request.citizenNumber), by: policy)
        let file = try store.file(of: member.number) ?? context.newIdentifier(MemberID.self)
        let sequence = try context.append(
            MemberEnrolled(coverage: MemberRules.coverage(of: request, by: policy)), subject: file,
            personal: member.personal)
        try MemberStore.put(member, file: file, sequence, context.writer)
        return member
    }
}
