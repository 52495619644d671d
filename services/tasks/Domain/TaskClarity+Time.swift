// Rõ thời gian, clear time: a last day that lies ahead.

internal import MessageSchema

extension TaskClarity {
    var time: [Finding] {
        guard let deadline = task.deadline else {
            return [
                .error(
                    "time.missing", "deadline", "No deadline is given.",
                    "Give a date, a month, a quarter, a year or a period.")
            ]
        }
        guard let lastDay = deadline.lastDay else { return [recurring] }
        return passed(lastDay) + beforeDirective(lastDay) + far(lastDay)
    }

    // "Hằng năm" recurs and has no last day, so such a task is never overdue (Decision 42/2014/QĐ-TTg: không hạn).
    private var recurring: Finding {
        .warning(
            "time.recurring", "deadline", "The task recurs every year and has no last day: it is never overdue.",
            "Draft a task for each year if it is to be followed up.")
    }

    // The last day itself is still on time.
    private func passed(_ lastDay: CalendarDate) -> [Finding] {
        guard lastDay < today else { return [] }
        return [
            .error(
                "time.passed", "deadline", "The last day, \(lastDay), is over: today is \(today).",
                "Give a deadline that lies ahead.")
        ]
    }

    private func beforeDirective(_ lastDay: CalendarDate) -> [Finding] {
        guard lastDay < directive.issuedOn else { return [] }
        return [
            .warning(
                "time.beforeDirective", "deadline",
                "The last day, \(lastDay), lies before the directive's date of issue, \(directive.issuedOn).",
                "Check the deadline against the directive.")
        ]
    }

    // Programmes run for five years and strategies for ten; further ahead a year is more likely mistyped.
    private func far(_ lastDay: CalendarDate) -> [Finding] {
        let (year, month, day) = lastDay.civil
        guard (year - Self.yearsAheadMax, month, day) > today.civil else { return [] }
        return [
            .warning(
                "time.far", "deadline", "The last day, \(lastDay), is more than ten years ahead.",
                "Check the year.")
        ]
    }

    private static let yearsAheadMax = 10
}
