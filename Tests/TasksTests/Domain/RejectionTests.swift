// Every refusal of a rule is a row of the contract's error table.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct RejectionTests {
    static let all: [any Rejection] = [
        DirectiveRejection.notFound(.sample), DirectiveRejection.ambiguous(.sample, years: [2024, 2025]),
        DirectiveRejection.registered(.sample),
        DirectiveRejection.inTheFuture(.sample, issuedOn: .sample, today: .sample),
        TaskRejection.notFound(.sample), TaskRejection.notDraft(.sample, stage: .assigned),
        TaskRejection.unclear(.sample, []), TaskRejection.wrongStage(.sample, stage: .drafted, needed: [.assigned]),
        TaskRejection.noEvidence(.sample), TaskRejection.backwards(.sample, reported: 60, given: 50),
        ReportRejection.futureMonth(.sample, today: .sample),
    ]

    @Test("The names of the refusals are exactly the rows of the contract's error table")
    func names() {
        #expect(Set(Self.all.map(\.name)) == Set(TasksContract.errors.map(\.name)))
        #expect(Self.all.count == TasksContract.errors.count)
    }

    @Test("Every refusal says what is wrong in a sentence")
    func sentences() {
        for refusal in Self.all { #expect(refusal.message.hasSuffix("."), "\(refusal.name)") }
    }
}
