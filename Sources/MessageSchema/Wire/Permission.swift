// Permissions and the one table of roles. A method names one permission; a principal has roles.

/// What a method asks of its caller.
public enum Permission: String, CaseIterable, Codable, Sendable {
    case readUnits, manageUnits, planReorganisation, approveReorganisation
    case readStaff, manageStaff, readPersonalData
    case manageCooperation, manageIndicators
    case readTasks, manageDirectives, assignTasks, workOnTasks, readReports
    case readMembers, manageMembers, readPolicy, proposePolicy, publishPolicy
    case readClaims, submitClaims, readLedger
    case readTemplates, manageTemplates, sendNotices, readNotices, readInbox, manageSubscriptions
    case readEvents, verifyJournal, watchSuite, operateSuite, advanceClock
}

/// A named set of permissions.
public enum Role: String, WireEnum {
    /// Everything; the owner of the suite's sockets.
    case administrator
    /// Plans reorganisations and keeps units and staff.
    case organiser
    /// Approves what an organiser planned.
    case approver
    /// Registers directives and hands out tasks.
    case assigner
    /// Accepts tasks, reports on them, submits results, reads an inbox.
    case officer
    /// Keeps the insured, proposes policy, looks after claims and the fund.
    case insurer
    /// Checks cards and hands claims in, for a facility.
    case hospital
    /// Publishes templates, sends notices, keeps subscriptions.
    case communicator
    /// Reads all but personal data.
    case reader
    /// Reads the journal and verifies it.
    case auditor
    /// Looks after the suite without a look at what it holds: monitoring, and who is on call.
    case watcher
    /// A service of the suite, following the others' events.
    case service

    /// What the role may do.
    public var permissions: Set<Permission> { Self.permissions[self] ?? [] }

    /// Made once: every request asks.
    private static let permissions = Dictionary(
        uniqueKeysWithValues: allCases.map { role in (role, Set(role.permissionList)) })

    private var permissionList: [Permission] {
        switch self {
        case .administrator: Permission.allCases
        case .organiser:
            [
                .readUnits, .manageUnits, .planReorganisation, .readStaff, .manageStaff, .readPersonalData,
                .manageCooperation, .manageIndicators, .readReports,
            ]
        case .approver: [.readUnits, .readStaff, .approveReorganisation, .readPolicy, .publishPolicy]
        case .assigner: [.readUnits, .readTasks, .manageDirectives, .assignTasks, .readReports]
        case .officer: [.readUnits, .readTasks, .workOnTasks, .readInbox]
        case .insurer:
            [
                .readUnits, .readMembers, .manageMembers, .readPersonalData, .readPolicy, .proposePolicy, .readClaims,
                .submitClaims, .readLedger,
            ]
        case .hospital: [.readUnits, .readMembers, .readPolicy, .readClaims, .submitClaims]
        case .communicator:
            [.readUnits, .readTemplates, .manageTemplates, .sendNotices, .readNotices, .manageSubscriptions]
        case .reader:
            [
                .readUnits, .readStaff, .readTasks, .readReports, .readMembers, .readPolicy, .readClaims, .readLedger,
                .readTemplates, .readNotices,
            ]
        case .auditor: [.readEvents, .verifyJournal, .readReports, .readPolicy, .readClaims, .readLedger]
        case .watcher: [.readUnits, .watchSuite]
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
        case .officer: "Accepts tasks, reports on them, submits results, reads an inbox."
        case .insurer: "Keeps the insured, proposes policy, looks after claims and the fund."
        case .hospital: "Checks cards and hands claims in, for a facility."
        case .communicator: "Publishes templates, sends notices, keeps subscriptions."
        case .reader: "Reads all but personal data."
        case .auditor: "Reads the journals and verifies them."
        case .watcher: "Sees how services are, and nothing of what they hold."
        case .service: "A service of the suite, following the others' events."
        }
    }
}
