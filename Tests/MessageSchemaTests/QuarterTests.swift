// Quarters as they are written, with their days.

import MessageSchema
import Testing

@Suite struct QuarterTests {
    @Test("A quarter is a year with one of four, and has its months and its last day")
    func quarters() throws {
        let quarter = try Quarter("2026-Q3")
        #expect(quarter.text == "2026-Q3")
        #expect(quarter.firstDay.text == "2026-07-01" && quarter.lastDay.text == "2026-09-30")
        #expect(quarter.months.map(\.text) == ["2026-07", "2026-08", "2026-09"])
        #expect(quarter.previous.text == "2026-Q2")
        #expect(try Quarter("2026-Q1").previous.text == "2025-Q4")
        #expect(try Quarter("2024-Q1").lastDay.text == "2024-03-31")
        for (day, text) in [("2026-01-01", "2026-Q1"), ("2026-06-30", "2026-Q2"), ("2026-12-31", "2026-Q4")] {
            #expect(try Quarter(containing: CalendarDate(day)).text == text)
        }
    }

    @Test(
        "What is no quarter is refused",
        arguments: ["", "2026", "2026-Q5", "2026-Q0", "2026Q3", "2026-q3", "0000-Q1", "2026-Q33", "26-Q3-1"])
    func refused(text: String) {
        #expect(throws: ValueError.self) { try Quarter(text) }
    }
}
