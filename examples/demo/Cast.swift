// Who acts in the play, as the suite's principals file has it.

/// The principals of the demonstration.
enum Cast {
    static let planner = "planner-hp"
    static let approver = "approver-moha"
    static let government = "assigner-gov"
    static let ministry = "assigner-moh"
    static let city = "assigner-hp"
    static let ministryOfficer = "officer-moh"
    static let haiPhongOfficer = "officer-hp"
    static let haiDuongOfficer = "officer-hd"
    static let auditor = "auditor"
    static let communicator = "communicator-hp"
    static let cooperation = "organiser-moh"
    static let insurer = "insurer-vss"
    static let policyApprover = "approver-moh"
    static let hospital = "hospital-hp"

    /// The principals file. `scope` is the unit in whose subtree a principal may act.
    static let principals = """
        # Principals of the demonstration: `sauro --as NAME` acts as one of them.
        - {name: planner-hp, roles: [organiser], scope: VN}
        - {name: approver-moha, roles: [approver], scope: VN}
        - {name: assigner-gov, roles: [assigner], scope: VN}
        - {name: assigner-moh, roles: [assigner], scope: MOH}
        - {name: assigner-hp, roles: [assigner], scope: "31"}
        - {name: officer-moh, roles: [officer], scope: MOH}
        - {name: officer-hp, roles: [officer], scope: HP-DOH}
        - {name: officer-hd, roles: [officer], scope: HD-DOH}
        - {name: auditor, roles: [auditor, reader]}
        - {name: communicator-hp, roles: [communicator], scope: "31"}
        - {name: organiser-moh, roles: [organiser], scope: MOH}
        - {name: insurer-vss, roles: [insurer, approver]}
        - {name: approver-moh, roles: [approver]}
        - {name: hospital-hp, roles: [hospital], scope: "31"}

        """
}
