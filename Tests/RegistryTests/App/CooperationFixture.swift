// What the service's tests of groups, partners and indicators do in one line.

import MessageSchema
import ServiceTesting

extension RegistryFixture {
    @discardableResult
    func create(
        _ code: String = "HPG-PHC", parent: String? = nil, kind: GroupKind = .workingGroup, unit: String = "HP-DOH",
        from: String = "2019-12-16", until: String? = nil, as principal: Principal = .administrator
    ) async throws -> CooperationGroup {
        try await service.call(
            CreateGroup(
                code: groupCode(code), name: name("Nhóm kỹ thuật \(code)"), kind: kind, parent: parent.map(groupCode),
                unit: RegistryTests.code(unit), mandate: [name("Hỗ trợ kỹ thuật")], from: day(from),
                until: until.map(day)), as: principal)
    }

    @discardableResult
    func join(
        _ group: String = "HPG-PHC", unit: String? = nil, partner: String? = nil, role: GroupRole = .member,
        representative: PlainText? = nil, from: String = "2020-01-01", until: String? = nil,
        as principal: Principal = .administrator
    ) async throws -> GroupMembership {
        try await service.call(
            JoinGroup(
                group: groupCode(group), unit: unit.map(code), partner: partner.map(partnerCode), role: role,
                representative: representative, from: day(from), until: until.map(day)), as: principal)
    }

    func group(
        _ code: String = "HPG-PHC", metadata: CallMetadata = .init(), as principal: Principal = .administrator
    ) async throws -> GroupDetail {
        try await service.call(GetGroup(group: groupCode(code)), as: principal, metadata: metadata)
    }

    func groups(_ request: ListGroups = ListGroups(), metadata: CallMetadata = .init()) async throws -> [String] {
        try await service.call(request, metadata: metadata).items.map(\.code.text)
    }

    @discardableResult
    func partner(
        _ code: String = "WHO", _ text: String = "Tổ chức Y tế Thế giới",
        kind: PartnerKind = .internationalOrganisation,
        unit: String = "HP-DOH", contact: PlainText? = nil, as principal: Principal = .administrator
    ) async throws -> Partner {
        try await service.call(
            RegisterPartner(
                code: partnerCode(code), name: name(text), kind: kind, unit: RegistryTests.code(unit),
                contact: contact), as: principal)
    }

    @discardableResult
    func meet(
        _ group: String = "HPG-PHC", document: DocumentNumber = .sample, heldOn: String = "2025-06-01",
        decisions: [MeetingDecision] = [], as principal: Principal = .administrator
    ) async throws -> GroupMeeting {
        try await service.call(
            RecordMeeting(
                group: groupCode(group), document: document, heldOn: day(heldOn), agenda: ["Kế hoạch 2025"],
                decisions: decisions), as: principal)
    }

    @discardableResult
    func define(
        _ text: String = "bhyt_coverage_pct", _ direction: IndicatorDirection = .higher, strict: Bool? = nil,
        owner: String = "HP-DOH", as principal: Principal = .administrator
    ) async throws -> Indicator {
        try await service.call(
            DefineIndicator(
                code: indicatorCode(text), name: name("Chỉ số \(text)"), definition: name("Cách tính"),
                measuredIn: "%", direction: direction, strict: strict, owner: code(owner)), as: principal)
    }

    @discardableResult
    func aim(
        _ year: Int, _ value: String, strict: Bool? = nil, of text: String = "bhyt_coverage_pct",
        as principal: Principal = .administrator
    ) async throws -> IndicatorTarget {
        try await service.call(
            SetIndicatorTarget(
                indicator: indicatorCode(text), year: year, value: measure(value), strict: strict, source: "72-NQ/TW"),
            as: principal)
    }

    @discardableResult
    func count(
        _ year: Int, _ value: String, area: String? = nil, of text: String = "bhyt_coverage_pct",
        as principal: Principal = .administrator
    ) async throws -> IndicatorFigure {
        try await service.call(
            RecordIndicator(
                indicator: indicatorCode(text), year: year, area: area.map(code), value: measure(value),
                source: "Báo cáo"), as: principal)
    }

    func progress(
        _ request: ShowIndicatorProgress = ShowIndicatorProgress(), metadata: CallMetadata = .init()
    ) async throws -> [IndicatorProgress] {
        try await service.call(request, metadata: metadata).items
    }

    /// The events of one type, as who may read what is erasable.
    func events(_ type: String) async throws -> [CloudEvent] {
        try await service.call(ReadEvents<RegistryContract>(after: 0, limit: 1000)).items.filter { $0.type == type }
    }
}
