// Row E6 of the acceptance facts: province old 30, 82, 87, 79 is 31, 82, 82, 79 since 2025-07-01 (Resolution
// 202/2025/QH15). Codes are never matched by name: 82 was Tiền Giang, bears the name Đồng Tháp, and 87 was Đồng Tháp.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct ProvinceMergerTests {
    private static let provinces = [
        healthUnit("VN", "Việt Nam", kind: .state, under: nil), healthUnit("30", "Hải Dương", kind: .province),
        healthUnit("31", "Hải Phòng", kind: .province), healthUnit("74", "Bình Dương", kind: .province),
        healthUnit("77", "Bà Rịa - Vũng Tàu", kind: .province), healthUnit("79", "Hồ Chí Minh", kind: .province),
        healthUnit("82", "Tiền Giang", kind: .province), healthUnit("87", "Đồng Tháp", kind: .province),
    ]
    private let proposal = ReorganisationPlanner.propose(
        document([
            step(.merge, "31", from: ["30"]), step(.merge, "79", from: ["74", "77"]),
            step(.merge, "82", name: "Đồng Tháp", from: ["87"]),
        ]), in: situation(units: sector(provinces)))

    @Test(arguments: [("30", "31"), ("82", "82"), ("87", "82"), ("79", "79"), ("74", "79"), ("77", "79")])
    func `E6: an old province code resolves to the new one`(old: String, new: String) {
        let resolution = proposal.after.resolve(code(old), on: day("2025-07-01"))
        #expect(resolution?.primary == code(new))
        #expect(resolution?.parts == [.init(unit: code(new), share: .whole)])
        #expect(resolution?.state == (old == new ? .active : .dissolved))
        #expect(proposal.after.primary(of: code(old), on: day("2025-06-30")) == code(old))
    }

    @Test func `the survivor of Tiền Giang and Đồng Tháp keeps one's code and takes the other's name`() {
        #expect(proposal.errors == [])
        #expect(proposal.after.version(of: code("82"), on: day("2025-06-30"))?.name == name("Tiền Giang"))
        #expect(proposal.after.version(of: code("82"), on: day("2025-07-01"))?.name == name("Đồng Tháp"))
        #expect(proposal.after.version(of: code("87"), on: day("2025-07-01")) == nil)
    }
}
