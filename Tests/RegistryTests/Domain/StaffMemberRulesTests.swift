// The rules about a person's file.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct StaffMemberRulesTests {
    private func register(
        birthDate: String? = "1995-03-02", citizenNumber: String? = "031095001234", isTaken: Bool = false
    ) throws -> StaffMember {
        try StaffMemberRules.register(
            RegisterStaff(
                unit: code("HP-DOH"), name: "Trần Văn Bình", profession: .doctor, birthDate: birthDate.map(day),
                citizenNumber: citizenNumber.map { try! CitizenNumber($0) }, licence: "009999/HNO-GPHN"),
            as: identifier(1), isTaken: isTaken)
    }

    @Test func `a file holds what was given`() throws {
        let member = try register()
        #expect(member.name == "Trần Văn Bình")
        #expect(member.birthDate == day("1995-03-02"))
        #expect(member.citizenNumber?.text == "031095001234")
        #expect(member.licence == "009999/HNO-GPHN")
        #expect(member.posts == [])
    }

    @Test(arguments: [(nil, "031095001234"), ("1990-01-01", nil), (nil, nil)] as [(String?, String?)])
    func `the year is compared only where both are given`(birthDate: String?, number: String?) throws {
        #expect(try register(birthDate: birthDate, citizenNumber: number).id == identifier(1))
    }

    // Digit 4 of a citizen number is century and sex: 0 and 1 the 1900s, 2 and 3 the 2000s.
    @Test(arguments: [("1994-12-31", "031095001234"), ("1901-05-05", "030301001234")])
    func `citizenNumberDiffers: another year of birth is refused`(birthDate: String, number: String) {
        let year = day(birthDate).civil.year
        let found = refusal(StaffMemberRejection.self) {
            _ = try register(birthDate: birthDate, citizenNumber: number)
        }
        #expect(found == .citizenNumberDiffers(birthYear: year))
        #expect(found?.message.contains(number) == false)
    }

    @Test func `citizenNumberTaken: a second file of one person is refused`() {
        #expect(refusal(StaffMemberRejection.self) { _ = try register(isTaken: true) } == .citizenNumberTaken)
    }

    @Test func `without the permission birth date and citizen number are not shown`() throws {
        let shown = try register().withoutPersonalData
        #expect(shown.birthDate == nil)
        #expect(shown.citizenNumber == nil)
        #expect(shown.name == "Trần Văn Bình")
        #expect(shown.licence == "009999/HNO-GPHN")
    }
}
