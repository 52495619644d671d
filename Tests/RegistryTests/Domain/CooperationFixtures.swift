// What the tests of groups, partners, meetings and indicators start from, everything defaulted.

import MessageSchema
import RegistryDomain

func groupCode(_ text: String) -> GroupCode { try! GroupCode(text) }
func partnerCode(_ text: String) -> PartnerCode { try! PartnerCode(text) }
func indicatorCode(_ text: String) -> IndicatorCode { try! IndicatorCode(text) }
func measure(_ text: String) -> Measure { try! Measure(text) }

/// The working group on primary health care, run by the department of Hải Phòng.
func group(
    _ code: String = "HPG-PHC", kind: GroupKind = .workingGroup, unit unitCode: String = "HP-DOH",
    from: String = "2019-12-16", until: String? = nil
) -> CooperationGroup {
    CooperationGroup(
        code: groupCode(code), name: name("Nhóm kỹ thuật y tế cơ sở"), kind: kind, unit: RegistryTests.code(unitCode),
        runBy: RegistryTests.code(unitCode), from: day(from), until: until.map(day))
}

/// A seat of a unit, or of a partner where one is named.
func seat(
    _ number: Int = 1, unit: String? = "HP-DOH", partner: String? = nil, role: GroupRole = .member,
    from: String = "2020-01-01", until: String? = nil
) -> GroupMembership {
    GroupMembership(
        id: identifier(number), group: groupCode("HPG-PHC"), unit: partner == nil ? unit.map(code) : nil,
        partner: partner.map(partnerCode), role: role, from: day(from), until: until.map(day))
}

func indicator(
    _ code: String = "bhyt_coverage_pct", _ direction: IndicatorDirection = .higher, strict: Bool = false,
    owner: String = "VN"
) -> Indicator {
    Indicator(
        code: indicatorCode(code), name: name("Tỷ lệ bao phủ bảo hiểm y tế"), measuredIn: "%", direction: direction,
        strict: strict, owner: RegistryTests.code(owner))
}
