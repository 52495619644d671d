// The order of lists: as people count.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct ListOrderTests {
    @Test("Tasks stand by directive, by ordinal as it counts, then by id; without ordinal they come last")
    func tasks() {
        let ordinals = [
            "1", "2", "10", "10.2", "10.10", "a", "b", "d", "đ", "e", "I", "I.1", "I.1.a", "I.2", "II", "IV", "IX", "X",
            "XI",
        ]
        let roman = ordinals.drop { $0 != "I" }.map { aTask(ordinal: PlainText(known: $0)) }
        let arabic = ordinals.prefix { $0 != "I" }.map { aTask(ordinal: PlainText(known: $0)) }
        for expected in [roman, Array(arabic)] {
            #expect(sorted(expected.reversed()).map(\.ordinal) == expected.map(\.ordinal))
        }
        let last = [aTask(id: taskID(2), ordinal: "đ"), aTask(id: taskID(1), ordinal: nil)]
        #expect(sorted(last.reversed()) == last)
        let twins = [aTask(id: taskID(1)), aTask(id: taskID(2))]
        #expect(sorted(twins.reversed()) == twins)
    }

    @Test("Directives of tasks stand by number as it counts, then by year")
    func directivesOfTasks() {
        let expected = ["9/NQ-CP@2025", "72-NQ/TW@2024", "72-NQ/TW@2025", "282/NQ-CP@2023"] as [DirectiveKey]
        let tasks = expected.map { aTask(directive: $0) }
        #expect(sorted(tasks.reversed()).map(\.directive) == expected)
    }

    @Test("Directives in their own list stand newest first, of one day by number")
    func directives() {
        let expected = [
            aDirective(number: "9/NQ-CP", issuedOn: "2025-09-09"), aDirective(issuedOn: "2025-09-09"),
            aDirective(issuedOn: "2025-09-08"), aDirective(issuedOn: "1945-09-02"),
        ]
        let sorted = expected.reversed().sorted { precedes(ListOrder.newestFirst($0), ListOrder.newestFirst($1)) }
        #expect(sorted == expected)
    }

    private func sorted(_ tasks: [AssignedTask]) -> [AssignedTask] {
        tasks.sorted { precedes(ListOrder.task($0), ListOrder.task($1)) }
    }
    // As the store sorts: binary.
    private func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
