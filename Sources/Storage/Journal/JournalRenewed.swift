// A restored database is another journal: readers that followed what was lost must notice.

public import MessageSchema
internal import Surroundings

/// The journal got a new id, because the database was restored from a copy.
public struct JournalRenewed: Event {
    public static let name = "journal.renewed"
    public static let summary = "The journal got a new id after a restore."
    public static let example = JournalRenewed(
        before: "0197c5a0-0000-7000-8000-000000000001",
        after: "0197c5a0-0000-7000-8000-000000000002")

    public var before: String
    public var after: String
    public init(before: String, after: String) {
        self.before = before
        self.after = after
    }
}

extension Store {
    /// Gives the journal a new id after a restore; the chain goes on. Whoever followed the old id
    /// gets `.foreignJournal` and begins anew. The outcome's answer is the new id.
    public func renewJournal(request: WriteRequest) async throws -> WriteOutcome {
        let journal = surroundings.newIdentifier()
        return try await write(request) { writer in
            try writer.renewJournal(journal)
            return Array(journal.utf8)
        }
    }
}
