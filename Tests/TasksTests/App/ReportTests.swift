// The monthly report, and what makes it reproducible.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct ReportTests {
    /// Five tasks handed out on 2 May: one done in time, one late, one open, one overdue, one without a last day; and a
    /// draft. It is then 10 July.
    private func fiveTasks(_ office: Office) async throws -> [TaskID] {
        let due: [Deadline] = ["2025-06-30", "2025-06-15", "2025-12-31", "2025-05-31", "yearly"]
        var ids: [TaskID] = []
        for (index, deadline) in due.enumerated() {
            let host = index < 3 ? Sector.merged : Sector.department
            let draft = office.drafting(ordinal: PlainText(known: "\(index + 1)"), hosts: [host], deadline: deadline)
            ids.append(try await office.task(at: .accepted, draft).id)
        }
        _ = try await office.task(at: .drafted, office.drafting(ordinal: "9"))
        try office.tasks.advance(to: "2025-06-20")
        for id in ids[0..<2] {
            try await office.tasks.call(SubmitTask(task: id, evidence: ["7/TT-BYT"], note: "Trình"))
            try await office.tasks.call(CompleteTask(task: id, note: "Đạt"))
        }
        try await office.tasks.call(ReportProgress(task: ids[2], percent: 40, note: "Đang soạn"))
        try office.tasks.advance(to: "2025-07-10")
        return ids
    }

    @Test("A past month is reported as of its last day, tasks by ordinal, hosts by code")
    func pastMonth() async throws {
        let office = try await Office()
        let ids = try await fiveTasks(office)
        let answer = try await office.tasks.answer(ReportMonth(month: "2025-06"), as: Caller.reader)
        let report = answer.reply
        #expect(report.asOf == "2025-06-30")
        #expect(answer.metadata.asOf == "2025-06-30")
        #expect(report.tasks.map(\.task) == ids)
        #expect(report.tasks.map(\.status) == [.onTime, .late, .notDue, .overdue, .noDeadline])
        #expect(report.tasks.map(\.percent) == [100, 100, 40, 0, 0])
        #expect(report.tasks.map(\.note) == ["Đạt", "Đạt", "Đang soạn", nil, nil])
        #expect(report.counts == StatusCounts(statuses: [.onTime, .late, .notDue, .overdue, .noDeadline]))
        #expect(report.hosts.map(\.unit) == [Sector.merged, Sector.department])
        #expect(report.hosts[0].counts == StatusCounts(statuses: [.onTime, .late, .notDue]))
        #expect(report.hosts[0].name?.vi == "Đơn vị HD-DOH")
    }

    @Test("The running month is reported as of today, another day if it is asked for")
    func runningMonth() async throws {
        let office = try await Office()
        let ids = try await fiveTasks(office)
        let today = try await office.tasks.answer(ReportMonth(month: "2025-07"))
        #expect(today.reply.asOf == "2025-07-10")
        #expect(today.metadata.asOf == "2025-07-10")
        let may = try await office.tasks.answer(ReportMonth(month: "2025-05"), metadata: .on("2025-05-31"))
        #expect(may.metadata.asOf == "2025-05-31")
        #expect(may.reply.tasks.map(\.task) == ids)
        #expect(may.reply.tasks.map(\.status) == [.notDue, .notDue, .notDue, .notDue, .noDeadline])
        let april = try await office.tasks.call(ReportMonth(month: "2025-04"))
        #expect(april.counts.total == 0)
    }

    @Test("A month that has not begun is not reported on")
    func futureMonth() async throws {
        let office = try await Office()
        let refused = try await refusal { try await office.tasks.call(ReportMonth(month: "2025-06")) }
        #expect(refused?.name == "tasks.report.futureMonth")
        let role = try await refusal {
            try await office.tasks.call(
                ReportMonth(month: "2025-05"), as: .with("hand", roles: [.officer], scope: "HD-DOH"))
        }
        #expect(role?.kind == .forbidden)
    }

    @Test("A report may be of one directive, or of the hosts at and under one unit on its day")
    func narrowed() async throws {
        let office = try await Office()
        try await office.register("2/CT-BYT")
        let ids = try await fiveTasks(office)
        let other = try await office.task(at: .assigned, office.drafting(directive: "2/CT-BYT", deadline: "2026"))
        try await office.tell(.merger)
        func tasks(_ request: ReportMonth) async throws -> [TaskID] {
            try await office.tasks.call(request).tasks.map(\.task)
        }
        let ofOne = try await office.tasks.call(ReportMonth(month: "2025-07", directive: "2/CT-BYT"))
        #expect(ofOne.tasks.map(\.task) == [other.id])
        #expect(ofOne.directive == "2/CT-BYT@2025")
        #expect(try await tasks(ReportMonth(month: "2025-06", unit: Sector.merged)) == Array(ids[0..<3]))
        #expect(try await tasks(ReportMonth(month: "2025-06", unit: Sector.department)) == Array(ids[3...]))
        #expect(try await tasks(ReportMonth(month: "2025-07", unit: Sector.department)) == ids + [other.id])
        #expect(try await tasks(ReportMonth(month: "2025-07", unit: Sector.merged)) == ids + [other.id])
        #expect(try await tasks(ReportMonth(month: "2025-07", unit: Sector.mergedHospital)) == [])
        let directive = try await refusal { try await tasks(ReportMonth(month: "2025-06", directive: "3/CT-BYT")) }
        #expect(directive?.name == "tasks.directive.notFound")
        let unit = try await refusal { try await tasks(ReportMonth(month: "2025-06", unit: Sector.unknown)) }
        #expect(unit?.name == "frame.unit.notFound")
    }

    @Test("From the day of a merger on the successor is the host, whatever was known before")
    func merger() async throws {
        let office = try await Office()
        _ = try await fiveTasks(office)
        try await office.tell(.merger)
        let june = try await office.tasks.call(ReportMonth(month: "2025-06"))
        let july = try await office.tasks.call(ReportMonth(month: "2025-07"))
        #expect(june.hosts.map(\.counts.total) == [3, 2])
        #expect(july.hosts.map(\.unit) == [Sector.department])
        #expect(july.hosts.map(\.counts.total) == [5])
    }

    @Test("Quoting its day and its sequence reproduces a report byte for byte, after anything that happened since")
    func reproducible() async throws {
        let office = try await Office()
        let ids = try await fiveTasks(office)
        let parameters = "\"month\":\"2025-07\",\"directive\":\"1/CT-BYT\""
        let report = await office.tasks.raw(request(parameters))
        let metadata = try stated(by: report)
        let quoting = ",\"_meta\":{\"asOf\":\"\(metadata.0)\",\"knownAt\":\(metadata.1)}"
        #expect(metadata.0 == "2025-07-10")

        try await office.tasks.call(ReportProgress(task: ids[2], percent: 90, note: "Gần xong"))
        try await office.tasks.call(SubmitTask(task: ids[3], evidence: ["7/TT-BYT"]))
        _ = try await office.task(at: .assigned, office.drafting(ordinal: "0", deadline: "2025-07-31"))
        #expect(await office.tasks.raw(request(parameters)) != report)
        #expect(await office.tasks.raw(request(parameters + quoting)) == report)

        try await office.tell(.merger)
        try await office.register("1/CT-BYT", issuedOn: "2024-04-01")
        try office.tasks.advance(to: "2025-09-01")
        try await office.tasks.call(CompleteTask(task: ids[3]))
        #expect(await office.tasks.raw(request(parameters)).contains("tasks.directive.ambiguous"))
        #expect(await office.tasks.raw(request(parameters + quoting)) == report)
    }

    private func request(_ parameters: String) -> String {
        """
        {"jsonrpc":"2.0","id":1,"method":"tasks.report.monthly","params":{\(parameters)}}
        """
    }

    private func stated(by report: String) throws -> (String, Int64) {
        let answer = try WireJSON.decode(JSONValue.self, from: Array(report.utf8))
        let metadata = try #require(answer["result"]?["_meta"])
        return (try #require(metadata["asOf"]?.string), try #require(metadata["sequence"]?.integer))
    }
}
