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

    /// Names with their roles and the unit in whose subtree they may act, if that is not everywhere.
    private static let rights: [(name: String, roles: [String], scope: String?)] = [
        (planner, ["organiser"], "VN"), (approver, ["approver"], "VN"), (government, ["assigner"], "VN"),
        (ministry, ["assigner"], "MOH"), (city, ["assigner"], "31"), (ministryOfficer, ["officer"], "MOH"),
        (haiPhongOfficer, ["officer"], "HP-DOH"), (haiDuongOfficer, ["officer"], "HD-DOH"),
        (auditor, ["auditor", "reader"], nil), (communicator, ["communicator"], "31"),
        (cooperation, ["organiser"], "MOH"), (insurer, ["insurer", "approver"], nil),
        (policyApprover, ["approver"], nil), (hospital, ["hospital"], "31"),
    ]

    /// The principals file.
    static var principals: String {
        let lines = rights.map { name, roles, scope in
            let place = scope.map { ", scope: \"\($0)\"" } ?? ""
            return "- {name: \(name), roles: [\(roles.joined(separator: ", "))]\(place)}\n"
        }
        return "# Principals of the demonstration: `sauro --as NAME` acts as one of them.\n" + lines.joined()
    }

    /// The same as words for `sauro keys new`.
    static var flags: [String] {
        rights.map { name, roles, scope in
            ([name] + roles.map { "--role \($0)" } + (scope.map { ["--scope \($0)"] } ?? [])).joined(separator: " ")
        }
    }
}
