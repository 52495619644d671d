// Codes and numbers that are kept as issued: units, citizens, minted identifiers.

import MessageSchema
import Testing

@Suite struct CodeTests {
    @Test(arguments: ["HP-DOH", "31", "01929", "MOH", "A", "9", "VN.HP-1", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"])
    func aUnitCodeIsKeptAsIssued(text: String) { expectAccepted(UnitCode.self, text) }

    @Test(arguments: [
        "", "hp-doh", "HP DOH", "-HP", ".HP", "HP_DOH", "HP/DOH", "SỞ", "HP\n", " HP", "HP ",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456",
    ])
    func whatIsNoUnitCodeIsRefused(text: String) { expectRefused(UnitCode.self, text) }

    @Test func codesAreOrderedByTheirBytes() {
        let codes = ["A", "10", "B-1", "1", "A.1", "A-1"].map(code)
        #expect(codes.sorted().map(\.text) == ["1", "10", "A", "A-1", "A.1", "B-1"])
    }

    @Test(arguments: [
        ("031095001234", 1995, false), ("030301001234", 2001, true), ("001199000001", 1999, true),
        ("001200000001", 2000, false), ("096400000001", 2100, false), ("079599000001", 2199, true),
        ("000000000000", 1900, false),
    ])
    func aCitizenNumberStatesBirthYearAndSex(text: String, year: Int, isFemale: Bool) throws {
        expectAccepted(CitizenNumber.self, text)
        #expect(try CitizenNumber(text).birthYear == year)
        #expect(try CitizenNumber(text).isFemale == isFemale)
    }

    @Test(arguments: ["", "03109500123", "0310950012345", "03109500123a", "031 095 001 234", "٠٣١٠٩٥٠٠١٢٣٤"])
    func whatIsNoCitizenNumberIsRefused(text: String) { expectRefused(CitizenNumber.self, text) }

    @Test func aRefusalDoesNotRepeatTheCitizenNumber() {
        #expect {
            try CitizenNumber("03109500123")
        } throws: { error in
            !"\(error)".contains("031095")
        }
    }

    @Test func anIdentifierIsAUUIDInLowerCase() {
        expectAccepted(TaskID.self, "0197c5a0-7b00-7000-8000-000000000001")
    }

    @Test(arguments: [
        "", "0197C5A0-7B00-7000-8000-000000000001", "0197c5a07b0070008000000000000001",
        "0197c5a0-7b00-7000-8000-00000000000", "0197c5a0-7b00-7000-8000-0000000000011",
        "0197c5a0_7b00-7000-8000-000000000001", "0197c5a0-7b00-7000-8000-00000000000g",
        "{0197c5a0-7b00-7000-8000-00000000000}",
    ])
    func whatIsNoIdentifierIsRefused(text: String) { expectRefused(TaskID.self, text) }
}
