// How a directive is played: registered, its tasks drafted, checked, mended, handed out, accepted, worked on.

internal import MessageSchema

/// A directive of the examples and who hands its tasks out.
struct PlayedDirective {
    /// The files' stem under examples/directives.
    let stem: String
    let key: String
    let assigner: String

    static let conference = PlayedDirective(
        stem: "conference-2023", key: "01/2023/TB-DEMO@2023", assigner: Cast.government)
    static let haiPhong = PlayedDirective(
        stem: "hai-phong-2025", key: "01/2025/TB-DEMO@2025", assigner: Cast.city)
    static let resolution = PlayedDirective(stem: "72-nq-tw", key: "72-NQ/TW@2025", assigner: Cast.ministry)
    static let programme = PlayedDirective(
        stem: "282-nq-cp", key: "282/NQ-CP@2025", assigner: Cast.government)
    static let all = [conference, haiPhong, resolution, programme]
}

extension Play {
    func tasksOf2023() async throws {
        try advance(to: "2023-02-27")
        try targets()
        Console.scene("The national conference of 24 February 2023")
        try await play(.conference)
        for date in ["2023-06-26", "2023-12-18", "2024-01-15"] { try await work(on: date) }
        try await show(.conference, "2 stands late, 1, 3, 4 and 9 on time")
    }

    /// Registers a directive and brings its tasks to their hosts.
    func play(_ directive: PlayedDirective) async throws {
        let (stem, name) = (directive.stem, directive.assigner)
        try sauro(
            "directive", "register", "--input", examples.file("directives/\(stem).directive.yaml"), "--as",
            name,
            showing: 5)
        // One batch at a time: the tasks stay in the order of the list.
        try sauro(
            "task", "draft", "--input", examples.file("directives/\(stem).tasks.yaml"), "--as", name,
            "--parallel", "1",
            showing: 3)
        try await reload(directive)
        try await mend(directive)
        let drafts = ordered(directive)
        let assignments = try input(drafts.map { AssignTask(task: $0.id) }, named: "assign-\(stem)")
        try sauro("task", "assign", "--input", assignments, "--as", name, showing: 2)
        try await reload(directive)
        try await accept(directive)
    }

    /// Shows what the drafts lack, tries to hand one out all the same, and writes them again.
    private func mend(_ directive: PlayedDirective) async throws {
        let unclear = try await unclearDrafts(of: directive)
        checks.equal(
            "\(directive.key): drafts that lack a clarity", unclear.map(ordinal),
            try examples.mendedOrdinals(directive.stem))
        for (index, task) in unclear.enumerated() {
            try sauro("task", "lint", task.id.text, showing: 8, expecting: .findings)
            if index == 0 {
                try sauro(
                    "task", "assign", task.id.text, "--as", directive.assigner, showing: 5, expecting: .failed
                )
            }
            try sauro(
                "task", "draft", "--task", task.id.text, "--input",
                examples.mended(directive.stem, ordinal(task)),
                "--as", directive.assigner, showing: 2)
        }
        let left = try await unclearDrafts(of: directive)
        checks.equal("\(directive.key): drafts unclear after mending", left.count, 0)
    }

    private func unclearDrafts(of directive: PlayedDirective) async throws -> [AssignedTask] {
        var unclear: [AssignedTask] = []
        for task in ordered(directive) {
            if try await !call(LintTask(task: task.id)).clear { unclear.append(task) }
        }
        return unclear
    }

    private func accept(_ directive: PlayedDirective) async throws {
        let byOfficer = Dictionary(grouping: ordered(directive), by: officer)
        for (name, tasks) in byOfficer.sorted(by: { $0.key < $1.key }) {
            let file = try input(
                tasks.map { AcceptTask(task: $0.id) }, named: "accept-\(directive.stem)-\(name)")
            try sauro("task", "accept", "--input", file, "--as", name, showing: 1)
        }
        try await reload(directive)
        let accepted = ordered(directive).count { $0.stage == .accepted }
        checks.equal("\(directive.key): tasks accepted by their hosts", accepted, ordered(directive).count)
    }

    /// Plays the rows of data/progress.csv of a date; the first through the command line.
    func work(on date: String) async throws {
        try advance(to: date)
        let rows = try examples.rows("data/progress.csv").filter { $0["on"] == date }
        for (index, row) in rows.enumerated() {
            guard let stem = row["directive"], let ordinal = row["ordinal"],
                let task = tasks[stem]?.first(where: { self.ordinal($0) == ordinal })
            else {
                throw DemoError("data/progress.csv names an unknown task on \(date)")
            }
            try await step(row, on: task, stem: stem, isShown: index == 0)
        }
        Console.say("\(rows.count) steps of data/progress.csv on \(date)")
    }

    private func step(_ row: [String: String], on task: AssignedTask, stem: String, isShown: Bool)
        async throws
    {
        let note = try PlainText(row["note"] ?? "")
        let host = officer(of: task)
        switch row["step"] {
        case "progress":
            let percent = row["percent"] ?? ""
            guard !isShown else {
                try sauro(
                    "task", "progress", task.id.text, "--percent", percent, "--note", note.text, "--as", host,
                    showing: 8)
                return
            }
            let request = ReportProgress(task: task.id, percent: try Percent(Int(percent) ?? 0), note: note)
            _ = try await call(request, as: host)
        case "submit":
            let evidence = try DocumentNumber(row["evidence"] ?? "")
            _ = try await call(SubmitTask(task: task.id, evidence: [evidence], note: note), as: host)
        case "complete":
            let assigner = PlayedDirective.all.first { $0.stem == stem }?.assigner
            _ = try await call(CompleteTask(task: task.id, note: note), as: assigner)
        default: throw DemoError("data/progress.csv has the unknown step \(row["step"] ?? "")")
        }
    }

    private func show(_ directive: PlayedDirective, _ remark: String) async throws {
        try sauro("task", "list", "--directive", directive.key, showing: 14)
        try await reload(directive)
        let statuses = Dictionary(grouping: ordered(directive).compactMap(\.status)) { $0 }.mapValues(\.count)
        checks.equal("\(directive.key): done on time (\(remark))", statuses[.onTime] ?? 0, 4)
        checks.equal("\(directive.key): done late", statuses[.late] ?? 0, 1)
    }

    private func reload(_ directive: PlayedDirective) async throws {
        let request = ListTasks(directive: try DirectiveKey(directive.key), limit: 100)
        tasks[directive.stem] = try await call(request).items
    }

    private func ordered(_ directive: PlayedDirective) -> [AssignedTask] { tasks[directive.stem] ?? [] }

    private func ordinal(_ task: AssignedTask) -> String { task.ordinal?.text ?? "" }

    /// Who works on a task: the officer in whose scope its host was written.
    private func officer(of task: AssignedTask) -> String {
        let host = task.hosts.first?.text ?? ""
        if host.hasPrefix("HP") { return Cast.haiPhongOfficer }
        return host.hasPrefix("HD") ? Cast.haiDuongOfficer : Cast.ministryOfficer
    }
}

extension ExampleFolder {
    /// The file of a draft written again.
    func mended(_ stem: String, _ ordinal: String) -> String {
        file("directives/mended/\(stem)-\(ordinal.filter { $0 != "." }).yaml")
    }
}
