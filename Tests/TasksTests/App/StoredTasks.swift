// Many tasks at once, through the store as the handlers use it: for tests of what is read in several goes.

import MessageSchema
import ServiceTesting
import Storage

@testable import TasksApp
@testable import TasksDomain

extension Store {
    /// Adds drafts of the tests' directive with ordinals from 1 on, newest first, in one write.
    func addDrafts(_ count: Int) async throws {
        _ = try await write(WriteRequest(principal: .administrator)) { writer in
            for number in (1...count).reversed() {
                let draft = aTask(
                    id: taskID(number), directive: Office.directive, ordinal: PlainText(known: "\(number)"))
                let sequence = try writer.append(
                    TaskDrafted(
                        task: draft.id, directive: draft.directive, assigner: draft.assigner, hosts: draft.hosts,
                        title: draft.title, deadline: draft.deadline), subject: draft.id.text)
                let record = TaskRecord(draft: draft, draftedOn: "2025-05-02")
                try TaskStore.insert(record, sequence, writer)
            }
            return []
        }
    }
}
