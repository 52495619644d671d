// Act 4: Hai Phong's key tasks, 72-NQ/TW and 282/NQ-CP to the end of 2025, and old reports asked for again.

internal import MessageSchema

extension Play {
    func resolutions() async throws {
        try await work(on: "2025-07-10")
        try advance(to: "2025-07-15")
        Console.scene("The key tasks of the Hai Phong health sector for the second half of 2025")
        try await play(.haiPhong)
        try subscribeToDeadlines()
        try await work(on: "2025-08-20")
        try advance(to: "2025-09-10")
        Console.scene("Resolution 72-NQ/TW of 9 September 2025")
        try await play(.resolution)
        try advance(to: "2025-09-17")
        Console.scene("Resolution 282/NQ-CP, the Government's action programme; sources differ on its date")
        try await play(.programme)
        try sauro("directive", "get", "282/NQ-CP", showing: 10)
        for date in ["2025-09-26", "2025-10-20"] { try await work(on: date) }
        try await monthlyReports()
        try await asKnownThen()
    }

    private func monthlyReports() async throws {
        Console.scene(
            "72-NQ/TW is reported monthly. It came after the merger: before and after a month's progress")
        try advance(to: "2025-10-31")
        try sauro.run(report("2025-10"), showing: 30)
        try capture(report("2025-10"))
        let october = try await resolutionCounts("2025-10")
        for date in ["2025-11-20", "2025-12-15"] { try await work(on: date) }
        try await remindersArrive()
        try advance(to: "2025-12-31")
        try sauro.run(report("2025-12"), showing: 30)
        try capture(report("2025-12"))
        let december = try await resolutionCounts("2025-12")
        checks.equal("72-NQ/TW: tasks in October and December", december.total, october.total)
        checks.equal(
            "72-NQ/TW: done on time in October, December", [october.onTime, december.onTime], [1, 2])
        // Task 8 was due on 2025-11-30 and stands at 80 percent.
        checks.equal("72-NQ/TW: overdue in October, December", [october.overdue, december.overdue], [0, 1])
    }

    /// Each reply printed earlier comes back byte for byte when its sequence and date are quoted.
    private func asKnownThen() async throws {
        Console.scene("Old reports again, as they were known then: byte for byte the same")
        try sauro.run(report("2025-10"), showing: 6)
        for reply in captured {
            Console.command(["sauro"] + reply.quotation + ["-o", "json"])
            let again = try sauro.json(reply.quotation)
            let title = reply.words.dropFirst(2).joined(separator: " ")
            checks.add(
                "the report \(title), quoted",
                "\(again.count) bytes, sequence \(reply.sequence), \(reply.asOf)",
                holds: again == reply.bytes)
        }
    }

    private func report(_ month: String) -> [String] {
        ["report", "monthly", "--directive", PlayedDirective.resolution.key, "--month", month]
    }

    private func resolutionCounts(_ month: String) async throws -> StatusCounts {
        let key = try DirectiveKey(PlayedDirective.resolution.key)
        return try await call(ReportMonth(month: Month(month), directive: key)).counts
    }
}
