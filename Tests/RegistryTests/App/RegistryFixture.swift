// A registry under test: the real frame, a manual clock at 2025-06-10, the sector of the fixtures loaded.

import MessageSchema
import RegistryApp
import ServiceTesting
import Testing

struct RegistryFixture {
    let service: TestService

    static let organiser = Principal.with("an", roles: [.organiser])
    static let approver = Principal.with("binh", roles: [.approver])
    static let reader = Principal.with("chi", roles: [.reader])

    /// Starts with some units established, those of the small sector if not told otherwise.
    static func start(
        at start: String = "2025-06-10T00:00:00Z", units: [HealthUnit] = sectorUnits.filter { $0.until == nil }
    ) async throws -> RegistryFixture {
        let registry = RegistryFixture(service: try TestService.start(RegistryService.blueprint, at: start))
        for unit in units {
            try await registry.service.call(
                EstablishUnit(
                    code: unit.code, name: unit.name, kind: unit.kind, parent: unit.parent, from: unit.from))
        }
        return registry
    }

    @discardableResult
    func register(
        _ text: PlainText = "Nguyễn Thị An", unit: String = "HD-DOH", birthDate: String? = nil,
        citizenNumber: String? = nil, as principal: Principal = .administrator
    ) async throws -> StaffMember {
        try await service.call(
            RegisterStaff(
                unit: code(unit), name: text, profession: .nurse, birthDate: birthDate.map(day),
                citizenNumber: citizenNumber.map { try! CitizenNumber($0) }), as: principal)
    }

    @discardableResult
    func appoint(
        _ staff: StaffID, unit: String = "HD-DOH", position: Position = .practitioner, main: Bool = true,
        from: String = "2020-01-01", until: String? = nil, as principal: Principal = .administrator
    ) async throws -> Post {
        try await service.call(
            AppointToPost(
                staff: staff, unit: code(unit), position: position, main: main, fullTime: 100, from: day(from),
                until: until.map(day)), as: principal)
    }

    /// A person with a main post.
    @discardableResult
    func employ(unit: String = "HD-DOH", position: Position = .practitioner) async throws -> Post {
        try await appoint(register(unit: unit).id, unit: unit, position: position)
    }

    func plan(
        _ document: PlanReorganisation = document(), as principal: Principal = organiser
    ) async throws -> Reorganisation {
        try await service.call(document, as: principal)
    }

    @discardableResult
    func approve(_ planned: Reorganisation, as principal: Principal = approver) async throws -> Reorganisation {
        try await service.call(
            ApproveReorganisation(reorganisation: planned.id, hash: planned.hash), as: principal)
    }

    @discardableResult
    func undo(_ approved: Reorganisation, as principal: Principal = approver) async throws -> Reorganisation {
        try await service.call(
            UndoReorganisation(reorganisation: approved.id, reason: "Lùi ngày hiệu lực"), as: principal)
    }

    func verify(_ approved: Reorganisation) async throws -> Verification {
        try await service.call(VerifyReorganisation(reorganisation: approved.id))
    }

    func roster(
        _ unit: String, subtree: Bool? = nil, limit: Int? = nil, cursor: String? = nil,
        metadata: CallMetadata = .init(), as principal: Principal = .administrator
    ) async throws -> Page<RosterEntry> {
        try await service.call(
            ShowRoster(unit: code(unit), subtree: subtree, limit: limit, cursor: cursor), as: principal,
            metadata: metadata)
    }
}

/// A call's date and knowledge.
func at(_ date: String? = nil, knownAt sequence: Int64? = nil) -> CallMetadata {
    CallMetadata(asOf: date.map(day), knownAt: sequence.map(KnownAt.sequence))
}

/// The name of the failure that a call ends with; nil if it succeeds.
func failure(of body: () async throws -> Void) async throws -> Failure? {
    do { try await body() } catch let failure as Failure { return failure }
    return nil
}
