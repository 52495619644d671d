// Permissions and the one table of roles. A method names one permission; a principal has roles.

/// What a method asks of its caller.
public enum Permission: String, CaseIterable, Codable, Sendable {
    case readUnits, manageUnits, planReorganisation, approveReorganisation
    case readStaff, manageStaff, readPersonalData
    case readTasks, manageDirectives, assignTasks, workOnTasks, readReports
    case readEvents, verifyJournal, operateSuite, advanceClock
}

/// A named set of permissions.
public enum Role: String, CaseIterable, Codable, Sendable {
    /// Everything; the owner of the suite's sockets.
    case administrator
    /// Plans reorganisations and keeps units and staff.
    case organiser
    /// Approves what an organiser planned.
    case approver
    /// Registers directives and hands out tasks.
    case assigner
    /// Accepts tasks, reports on them, submits results.
    case officer
    /// Reads all but personal data.
    case reader
    /// Reads the journal and verifies it.
    case auditor
    /// A service of the suite, following the others' events.
    case service

    public var permissions: Set<Permission> {
        switch self {
        case .administrator: Set(Permission.allCases)
        case .organiser:
            [.readUnits, .manageUnits, .planReorganisation, .readStaff, .manageStaff, .readPersonalData]
        case .approver: [.readUnits, .readStaff, .approveReorganisation]
        case .assigner: [.readUnits, .readTasks, .manageDirectives, .assignTasks, .readReports]
        case .officer: [.readUnits, .readTasks, .workOnTasks]
        case .reader: [.readUnits, .readStaff, .readTasks, .readReports]
        case .auditor: [.readEvents, .verifyJournal, .readReports]
        case .service: [.readUnits, .readStaff, .readTasks, .readEvents]
        }
    }

    /// What the role is for, in one sentence.
    public var summary: String {
        switch self {
        case .administrator: "Everything; the owner of the suite's sockets."
        case .organiser: "Plans reorganisations, keeps units and staff."
        case .approver: "Approves what an organiser planned."
        case .assigner: "Registers directives and hands out tasks."
        case .officer: "Accepts tasks, reports on them, submits results."
        case .reader: "Reads all but personal data."
        case .auditor: "Reads the journals and verifies them."
        case .service: "A service of the suite, following the others' events."
        }
    }
}
