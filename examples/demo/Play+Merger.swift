// Act 3: two reorganisations, planned and approved in June, reached by the clock while a probe reads.

internal import MessageSchema

extension Play {
    private static let lastDay = "2025-06-30"
    private static let firstDay = "2025-07-01"

    func merger() async throws {
        try await work(on: "2025-06-02")
        let probe = Probe(
            client, survivor: try UnitCode("HP-DOH"), watched: try UnitCode("HD-DOH"),
            staffed: try UnitCode("HP-CDC"))
        async let reading: Void = probe.run()
        do {
            try await planAndReach()
        } catch {
            probe.stop()
            await reading
            throw error
        }
        probe.stop()
        await reading
        record(probe.report)
        try await verifyHosts()
        try await reportsAcross()
        try await tellEveryone()
    }

    private func planAndReach() async throws {
        try advance(to: "2025-06-16")
        Console.scene("63 provinces become 34; planned by one principal, approved by another")
        let provinces = try ProvinceMerger(examples).reorganisation()
        let file = try input([provinces], named: "provinces-2025")
        let first = try await planAndApprove(file, lines: 12)

        Console.scene("The Hai Phong and Hai Duong health sectors merge; from one YAML document")
        try advance(to: "2025-06-23")
        let second = try await planAndApprove(examples.file("reorganisations/hai-phong-2025.yaml"), lines: 24)

        try await waitUntilTasksFollow()
        try await stepOver()
        try await verify(first, "provinces")
        try await verify(second, "Hai Phong")
        try await resolutionsHold()
    }

    /// Plans a document, shows that its planner cannot approve it, and approves it; gives the reorganisation.
    func planAndApprove(_ file: String, lines: Int) async throws -> Reorganisation {
        try sauro("reorganisation", "plan", "--input", file, "--as", Cast.planner, showing: lines)
        let waiting = try await call(ListReorganisations(state: .planned)).items
        guard let planned = waiting.first else { throw DemoError("there is no planned reorganisation") }
        let approval = ["reorganisation", "approve", planned.id.text, planned.hash]
        try sauro.run(approval + ["--as", Cast.planner], showing: 3, expecting: .notAllowed)
        try sauro.run(approval + ["--as", Cast.approver], showing: 4)
        return planned
    }

    /// The last minute of June and the first of July, in Vietnam: 17:00 UTC.
    private func stepOver() async throws {
        Console.scene("The clock steps over midnight in Vietnam")
        try advance(to: "2025-06-30T16:59:00Z")
        let units = try [UnitCode("HP-DOH"), UnitCode("HD-DOH")]
        let before = try await RosterCount.of(units, asOf: CalendarDate(Self.lastDay), by: client)
        try capture(["report", "monthly", "--month", "2025-06", "--unit", "31"])
        try sauro("unit", "resolve", "HD-DOH", showing: 6)
        try advance(to: "2025-06-30T17:00:00Z")
        try sauro("unit", "resolve", "HD-DOH", showing: 6)
        let after = try await RosterCount.of([units[0]], asOf: CalendarDate(Self.firstDay), by: client)
        checks.equal("staff of both sectors before and of one after", after.description, before.description)
        checks.equal("persons with exactly one main post before", before.personsWithOneMain, options.staff)
        checks.equal("persons with exactly one main post after", after.personsWithOneMain, options.staff)
        checks.equal("the same persons before and after", after.mains == before.mains, true)
    }

    private func verify(_ reorganisation: Reorganisation, _ name: String) async throws {
        try sauro("reorganisation", "verify", reorganisation.id.text, showing: 8)
        record(try await call(VerifyReorganisation(reorganisation: reorganisation.id)), of: name)
    }

    private func resolutionsHold() async throws {
        Console.scene("Codes are never moved: they resolve")
        for (code, expected) in [
            ("30", "31"), ("82", "82"), ("87", "82"), ("79", "79"), ("HD-TFC", "HP-TST"),
        ] {
            try sauro("unit", "resolve", code, "--as-of", Self.firstDay, showing: 4)
            checks.equal("\(code) on 2025-07-01", try await primary(of: code, on: Self.firstDay), expected)
            checks.equal("\(code) on 2025-06-30", try await primary(of: code, on: Self.lastDay), code)
        }
        let day = try CalendarDate(Self.firstDay)
        let provinces = try await call(ListUnits(kind: .province, limit: 100), asOf: day).items
        let expected = try examples.rows("data/provinces-34.csv")
        checks.equal(
            "the 34 provinces on 2025-07-01, codes and names",
            provinces.map { "\($0.code) \($0.name.vi)" },
            expected.map { "\($0["code"] ?? "") \($0["full_name_vi"] ?? "")" })
        try await sectorCounts(on: day)
    }

    private func sectorCounts(on day: CalendarDate) async throws {
        let request = ListUnits(parent: try UnitCode("HP-DOH"), limit: 1000)
        let kinds = try await call(request, asOf: day).items.map(\.kind)
        checks.equal("divisions of the merged sector", kinds.count { $0 == .division }, 6)
        checks.equal("branches of the merged sector", kinds.count { $0 == .branch }, 2)
        checks.equal(
            "public units of the merged sector", kinds.count { $0 != .division && $0 != .branch }, 63)
    }

    private func record(_ report: Probe.Report) {
        let failures = report.failures.prefix(3).joined(separator: "; ")
        checks.add(
            "reads of the probe that failed", "\(report.failures.count) of \(report.reads) \(failures)",
            holds: report.failures.isEmpty && report.reads > 0)
        checks.equal(
            "HD-DOH as the probe saw it, in order", report.primaries.map(\.text), ["HD-DOH", "HP-DOH"])
        Console.say("the slowest read took \(report.slowestMilliseconds) ms")
    }

    private func verifyHosts() async throws {
        Console.scene("Every open task has exactly one host, before and after")
        for date in [Self.lastDay, Self.firstDay] {
            try sauro("host", "verify", "--as-of", date, showing: 4)
            record(try await call(VerifyHosts(), asOf: CalendarDate(date)), of: "hosts on \(date)")
        }
    }

    /// What two provinces reported in June one reports in July.
    private func reportsAcross() async throws {
        Console.scene("The monthly report on both sides of the merger")
        let both = try await counts("2025-06", "30") + counts("2025-06", "31")
        try sauro("report", "monthly", "--month", "2025-06", "--unit", "30", showing: 14)
        try sauro("report", "monthly", "--month", "2025-07", "--unit", "31", showing: 14)
        checks.equal("tasks of 30 and 31 in June, of 31 in July", try await counts("2025-07", "31"), both)
        try capture(["report", "monthly", "--month", "2025-06", "--unit", "30"])
    }

    private func counts(_ month: String, _ unit: String) async throws -> Int {
        try await call(ReportMonth(month: Month(month), unit: UnitCode(unit))).counts.total
    }

    /// Keeps a reply as it was printed, to be asked for again later.
    func capture(_ words: [String]) throws {
        captured.append(try CapturedReply(words, try sauro.json(words)))
    }
}
