// The monthly report: which day it stands for, which tasks are in it, and how they are counted.

public import MessageSchema

/// Why there is no report.
public enum ReportRejection: Rejection {
    case futureMonth(Month, today: CalendarDate)

    public var name: String { "tasks.report.futureMonth" }
    public var message: String {
        switch self {
        case .futureMonth(let month, let today): "The month \(month) has not begun; today is \(today)."
        }
    }
}

/// The rules of the monthly report.
public enum MonthlyReportRules {
    /// The day a report stands for: the day asked for, else the month's last day, or today if that is earlier.
    public static func day(
        of month: Month, stated: CalendarDate?, today: CalendarDate
    ) throws(ReportRejection) -> CalendarDate {
        guard month.firstDay <= today else { throw .futureMonth(month, today: today) }
        return stated ?? min(month.lastDay, today)
    }

    /// The report on tasks as they stand on its day, in the order given; drafts are left out, and with
    /// `request.unit` the tasks of hosts that do not stand under it that day.
    public static func report(
        _ request: ReportMonth, directive: DirectiveKey?, tasks: [AssignedTask], in units: UnitStructure,
        on day: CalendarDate
    ) -> MonthlyReport {
        let rows = tasks.filter { isReported($0, request.unit, units, day) }.compactMap(row)
        let hosts = Dictionary(grouping: rows, by: \.host).sorted { $0.key < $1.key }
        return MonthlyReport(
            month: request.month, directive: directive, unit: request.unit, asOf: day,
            counts: StatusCounts(statuses: rows.map(\.status)),
            hosts: hosts.map { host, rows in
                MonthlyReport.HostRow(
                    unit: host, name: units.version(of: host, on: day)?.name,
                    counts: StatusCounts(statuses: rows.map(\.status)))
            },
            tasks: rows)
    }

    private static func isReported(
        _ task: AssignedTask, _ unit: UnitCode?, _ units: UnitStructure, _ day: CalendarDate
    ) -> Bool {
        guard let unit else { return true }
        return HostRules.hosts(task, unit: unit, subtree: true, in: units, on: day)
    }

    // Only a task that was handed out has a status; such a task has one host.
    private static func row(_ task: AssignedTask) -> MonthlyReport.TaskRow? {
        guard let status = task.status, let host = task.host else { return nil }
        return MonthlyReport.TaskRow(
            task: task.id, directive: task.directive, ordinal: task.ordinal, title: task.title, host: host,
            deadline: task.deadline, status: status, percent: task.percent,
            note: task.progress.last { $0.note != nil }?.note)
    }
}
