// Deadlines as action programmes write them, and the last day each allows; months.

import MessageSchema
import Testing

@Suite struct DeadlineTests {
    @Test(arguments: [
        ("2025-12-31", "2025-12-31"), ("2025-11", "2025-11-30"), ("2024-02", "2024-02-29"), ("2025-02", "2025-02-28"),
        ("Q1/2026", "2026-03-31"), ("Q2/2026", "2026-06-30"), ("Q3/2026", "2026-09-30"), ("Q4/2025", "2025-12-31"),
        ("2026", "2026-12-31"), ("2025-2030", "2030-12-31"), ("2026-2026", "2026-12-31"),
    ])
    func theNormalFormIsTheLastDay(text: String, lastDay: String) throws {
        expectAccepted(Deadline.self, text)
        #expect(try Deadline(text).lastDay == day(lastDay))
    }

    @Test func whatRecursHasNoLastDay() throws {
        expectAccepted(Deadline.self, "yearly")
        #expect(try Deadline("yearly").lastDay == nil)
    }

    @Test(arguments: [
        "", "soon", "Yearly", "Q0/2025", "Q5/2025", "q4/2025", "Q4-2025", "Q4/25", "Quý IV/2025", "2025-13", "2025-00",
        "2025-02-30", "2030-2025", "2025–2030", "2025/2030", "0000", "20251", "202", "2025-11-", "11/2025", "2025-1",
    ])
    func whatIsNoDeadlineIsRefused(text: String) { expectRefused(Deadline.self, text) }

    @Test(arguments: [("2025-06", "2025-06-01", "2025-06-30"), ("2024-02", "2024-02-01", "2024-02-29")])
    func aMonthHasAFirstAndALastDay(text: String, first: String, last: String) throws {
        expectAccepted(Month.self, text)
        #expect(try Month(text).firstDay == day(first))
        #expect(try Month(text).lastDay == day(last))
    }

    @Test(arguments: ["", "2025", "2025-6", "2025-13", "2025-00", "2025-06-", "06/2025", "2025-6-"])
    func whatIsNoMonthIsRefused(text: String) { expectRefused(Month.self, text) }

    @Test(arguments: ["2025-06-01", "2025-06-15", "2025-06-30"])
    func everyDayLiesInItsMonth(text: String) throws {
        #expect(try Month(containing: day(text)) == Month("2025-06"))
    }
}
