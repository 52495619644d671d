// Reads every file of the examples with the types of the message schema: `sauro-demo --check`.

internal import MessageSchema

/// The whole input, read once.
struct ExampleCheck {
    /// What was read, a line a kind of file; throws at the first file that does not fit.
    static func lines(of examples: ExampleFolder, staff: Int, seed: UInt64) throws -> [String] {
        let founded = try [
            "state-and-ministry", "international-cooperation", "hai-phong-2025", "hai-duong-2025",
        ]
        .reduce(0) { try $0 + examples.requests(EstablishUnit.self, "units/\($1).yaml").count }
        let names = try examples.requests(RenameUnit.self, "units/international-cooperation-names.yaml").count
        let provinces = try ProvinceMerger(examples)
        let merger = try examples.request(PlanReorganisation.self, "reorganisations/hai-phong-2025.yaml")
        let people = try SyntheticSector(examples).people(staff, seed: seed)
        return [
            "\(founded) units and \(names) later names, \(try provinces.provinces().count) provinces",
            "\(try provinces.reorganisation().steps.count) steps for the provinces, "
                + "\(merger.steps.count) for the sectors",
            "\(people.count) synthetic members of staff with \(people.flatMap(\.seats).count) posts",
            try cooperation(examples), try insurance(examples), try notices(examples),
        ] + (try PlayedDirective.all.map { try line(of: $0, in: examples) })
    }

    private static func cooperation(_ examples: ExampleFolder) throws -> String {
        let partners = try examples.requests(RegisterPartner.self, "cooperation/partners.yaml").count
        let groups = try examples.requests(CreateGroup.self, "cooperation/groups.yaml").count
        let seats = try examples.requests(JoinGroup.self, "cooperation/members.yaml").count
        let meetings = try examples.requests(RecordMeeting.self, "cooperation/meetings.yaml").count
        let indicators = try examples.requests(DefineIndicator.self, "indicators/definitions.yaml").count
        let targets = try examples.requests(SetIndicatorTarget.self, "indicators/targets.yaml").count
        let figures = try examples.requests(RecordIndicator.self, "indicators/figures.yaml").count
        return "\(partners) partners, \(groups) groups with \(seats) seats, \(meetings) meetings; "
            + "\(indicators) indicators, \(targets) targets, \(figures) figures"
    }

    private static func insurance(_ examples: ExampleFolder) throws -> String {
        let acts = try examples.names(in: "policies").map {
            try examples.request(ProposePolicy.self, "policies/\($0)").policy
        }
        _ = try examples.request(EnrolMember.self, "members/binh.yaml")
        let routings = acts.flatMap { $0.routings ?? [] }.count
        return "\(acts.count) acts of policy, \(routings) rows of them on routing, and a member"
    }

    private static func notices(_ examples: ExampleFolder) throws -> String {
        let templates = try ["merger", "reminder"].map {
            try examples.request(PublishTemplate.self, "notices/\($0).template.yaml").name.text
        }
        _ = try examples.request(SendNotice.self, "notices/merger.notice.yaml")
        let event = try examples.request(CreateSubscription.self, "notices/reminder.subscription.yaml").event
        return "the templates \(templates.joined(separator: " and ")), and a subscription to \(event)"
    }

    private static func line(of directive: PlayedDirective, in examples: ExampleFolder) throws -> String {
        let stem = directive.stem
        _ = try examples.request(RegisterDirective.self, "directives/\(stem).directive.yaml")
        let drafts = try examples.requests(DraftTask.self, "directives/\(stem).tasks.yaml")
        let mended = try examples.mendedOrdinals(stem)
        let steps = try examples.rows("data/progress.csv").filter { $0["directive"] == stem }
        for row in steps where !drafts.contains(where: { $0.ordinal?.text == row["ordinal"] }) {
            throw DemoError("data/progress.csv: \(stem) has no task \(row["ordinal"] ?? "")")
        }
        return
            "\(directive.key): \(drafts.count) drafts, \(mended.count) mended, \(steps.count) steps of progress"
    }
}
