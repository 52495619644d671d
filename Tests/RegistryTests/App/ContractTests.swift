// The service keeps its contract: routes, names of refusals, examples, and the page about it.

import Foundation
import MessageSchema
import RegistryApp
import RegistryDomain
import ServiceKit
import Testing
import WireJSON

@Suite struct ContractTests {
    @Test func `routes and contract name the same methods`() {
        #expect(RegistryService.blueprint.disagreements == [])
        let routed = RegistryService.blueprint.routes.map { $0.name }
        let declared = RegistryContract.methods.map { $0.name }
        #expect(routed == declared)
    }

    private static let date = day("2025-07-01")
    private static let rejections: [any Rejection] = [
        HealthUnitRejection.codeTaken(.sample), HealthUnitRejection.parentMissing(.sample, on: date),
        HealthUnitRejection.alreadyDissolved(.sample, on: date, successor: nil),
        HealthUnitRejection.notYet(.sample, firstDay: date), HealthUnitRejection.ownAncestor(.sample),
        ReorganisationRejection.notFound(.sample), ReorganisationRejection.refused([]),
        ReorganisationRejection.samePerson("an"), ReorganisationRejection.stale(.sample),
        ReorganisationRejection.notPlanned(.sample, .approved), ReorganisationRejection.notApproved(.sample, .undone),
        ReorganisationRejection.inForce(.sample, since: date), ReorganisationRejection.builtUpon(.sample, by: "X"),
        StaffMemberRejection.notFound(.sample), StaffMemberRejection.citizenNumberTaken,
        StaffMemberRejection.citizenNumberDiffers(birthYear: 1990),
        PostRejection.notFound(.sample), PostRejection.datesReversed(from: date, until: date),
        PostRejection.secondMain(.sample, other: post()), PostRejection.alreadyEnded(.sample, on: date),
        PostRejection.unitAbsent(.sample, on: date),
        GroupRejection.notFound(.sample), GroupRejection.codeTaken(.sample),
        GroupRejection.absent(.sample, on: date), GroupRejection.unitAbsent(.sample, on: date),
        GroupRejection.datesReversed(from: date, until: date), GroupRejection.notOneOrganisation,
        GroupRejection.chairTaken(.sample, by: seat()), GroupRejection.chairFromPartner(.sample),
        GroupRejection.alreadyMember(seat()), GroupRejection.full(.sample, seats: 1),
        MembershipRejection.notFound(.sample), MembershipRejection.alreadyEnded(.sample, on: date),
        PartnerRejection.notFound(.sample), PartnerRejection.codeTaken(.sample),
        MeetingRejection.notFound(.sample), MeetingRejection.documentTaken(.sample, year: 2025),
        MeetingRejection.inTheFuture(heldOn: date, today: date), MeetingRejection.ordinalTwice("1"),
        IndicatorRejection.notFound(.sample), IndicatorRejection.codeTaken(.sample),
        IndicatorRejection.yearOutOfRange(1), IndicatorRejection.futureYear(2026, today: date),
    ]

    @Test func `every refusal of the rules is a row of the contract, and every row is a refusal`() {
        #expect(Self.rejections.map(\.name).sorted() == RegistryContract.errors.map(\.name).sorted())
        #expect(Self.rejections.allSatisfy { !$0.message.isEmpty })
    }

    @Test(arguments: RegistryContract.methods.map { AnyMethod(type: $0) })
    func `the example of every route is read as it is written`(method: AnyMethod) throws {
        func check<M: Method>(_ type: M.Type) throws {
            let request = try WireJSON.encode(M.example.request)
            #expect(try WireJSON.decode(M.self, from: request, unknownMembers: .refused) == M.example.request)
            let reply = try WireJSON.encode(M.example.reply)
            #expect(try WireJSON.decode(M.Reply.self, from: reply, unknownMembers: .refused) == M.example.reply)
        }
        try check(method.type)
    }

    struct AnyMethod: Sendable, CustomTestStringConvertible {
        var type: any Method.Type
        var testDescription: String { type.name.text }
    }

    @Test func `the page about the service lists the methods as they are`() throws {
        let root = #filePath.components(separatedBy: "/Tests/RegistryTests/")[0]
        let page = try String(contentsOfFile: root + "/services/registry/README.md", encoding: .utf8)
        let start = try #require(page.range(of: "<!-- methods -->"))
        let end = try #require(page.range(of: "<!-- /methods -->"))
        let rows = page[start.upperBound..<end.lowerBound].split(separator: "\n").dropFirst(2).map(String.init)
        let expected = RegistryContract.methods.map { method in
            let name = method.name.text.dropFirst("registry.".count)
            return "| `\(name)` | \(method.effect.rawValue) | \(method.permission.rawValue) | \(method.summary) |"
        }
        #expect(rows == expected)
    }
}
