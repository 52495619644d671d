// Erasing a person from the journal: the personal parts and their salts go, the chain stays whole.

public import MessageSchema
internal import WireJSON

/// The personal parts of a subject's entries were erased; consumers erase their copies.
public struct PersonalErased: Event {
    public static let name = "personal.erased"
    public static let summary =
        "The personal parts of a subject's entries were erased; erase your copies."
    public static let example = PersonalErased(entries: 3)

    /// How many entries lost their personal part.
    public var entries: Int64
    public init(entries: Int64) { self.entries = entries }
}

extension Writer {
    /// Erases the personal parts of a subject's entries and appends `personal.erased`; gives how
    /// many there were. The engine overwrites them in the file; copies and backups made before are
    /// others' to erase.
    @discardableResult
    public func erasePersonal(subject: String) throws -> Int64 {
        let count = try executeOwn(
            "DELETE FROM journal_private WHERE subject = $1", [.text(subject)])
        try append(PersonalErased(entries: Int64(count)), subject: subject)
        return Int64(count)
    }
}

extension Store {
    /// Erases the personal parts of a subject's entries, as a write of its own. The outcome's
    /// answer is the event, as JSON.
    public func erasePersonal(
        subject: String, request: WriteRequest
    ) async throws -> (entries: Int64, outcome: WriteOutcome) {
        let outcome = try await write(request) { writer in
            try WireJSON.encode(PersonalErased(entries: try writer.erasePersonal(subject: subject)))
        }
        return (try WireJSON.decode(PersonalErased.self, from: outcome.answer).entries, outcome)
    }
}
