// Running the reactions to a page, and going on after the followed service was restored from a copy.

import Logging
import MessageSchema
import Storage
import WireJSON

extension JournalFollower {
    /// Runs the reactions to a page's events, in the journal's order and for one event in the blueprint's.
    func react(to page: EventPage, in writer: Writer) throws {
        guard !reactions.isEmpty else { return }
        let context = WriteContext(
            writer: writer, projection: frame.projection, surroundings: frame.surroundings)
        let seen = try seen(of: page.journal, writer)
        for origin in page.items where origin.sequence > seen {
            for reaction in reactions where reaction.concerns(origin) {
                try perform(reaction, on: origin, context)
            }
        }
    }

    /// Runs one reaction in a savepoint of its own. A refusal must not hold up the journal for ever: it is kept, for
    /// people to look at, in place of the effect. Its sentence may quote a person and is erasable.
    private func perform(_ reaction: Reaction, on origin: CloudEvent, _ context: WriteContext) throws {
        do {
            try context.writer.inSavepoint(purpose: reaction.purpose) { try reaction.run(origin, context) }
        } catch let rejection as any Rejection {
            try refuse(origin, name: rejection.name, message: rejection.message, context)
        } catch let error as WireJSONError {
            try refuse(origin, name: EventRefused.unreadable, message: "\(error)", context)
        } catch let error as ValueError {
            try refuse(origin, name: EventRefused.unreadable, message: error.message, context)
        }
    }

    private func refuse(_ origin: CloudEvent, name: String, message: String, _ context: WriteContext) throws {
        let refused = EventRefused(event: origin.id, type: origin.type, name: name)
        let sentence: JSONValue = ["message": .string(String(message.prefix(Self.messageMax)))]
        try context.writer.append(
            refused, subject: origin.id, personal: RawJSON(unsafeUnchecked: try WireJSON.encode(sentence)))
        frame.logger.warning("an event was refused", metadata: ["event": "\(origin.id)", "name": "\(name)"])
    }

    /// Characters of a refusal's message that are kept.
    private static let messageMax = 1000
}

extension JournalFollower {
    /// Goes on after the followed service was restored from a copy.
    ///
    /// Units are forgotten and read anew from the beginning: what the registry knows now is what holds. Reactions are
    /// not repeated: a journal that was put back cannot be told apart, entry by entry, from the one that was followed,
    /// and beginning anew would send every notice a second time. They go on at the end that the restored journal has
    /// now, and an event says what was passed over, so that people can make up for it. Nothing happens if another
    /// instance has done all this already: the cursor must still be where it was found.
    func beginAnew(after position: Position, patience: Int64) async throws {
        let end = reactions.isEmpty ? nil : try await head(patience: patience)
        let isFirst = try await frame.write { writer in
            guard let found = try writer.cursor(self.cursor), found == position else {
                throw StorageError.cursorMoved(name: self.cursor)
            }
            try writer.removeCursor(self.cursor)
            if let end { try self.skip(to: end, from: position, in: writer) }
            if self.tellsOfUnits { try self.frame.projection.forget(in: writer) }
        }
        if isFirst { frame.logger.warning("a followed service was restored", metadata: ["service": "\(service)"]) }
    }

    private func skip(to end: Position, from position: Position, in writer: Writer) throws {
        // Units must be read again from the beginning, past which the reactions are silent.
        let name = tellsOfUnits ? seenCursor : cursor
        try writer.removeCursor(name)
        try writer.moveCursor(name, journal: end.journal, from: nil, to: end.after)
        let skipped = JournalSkipped(
            service: service.text, journal: position.journal, after: position.after, restored: end.journal,
            sequence: end.after)
        try writer.append(skipped, subject: end.journal)
    }

    /// The sequence of a restored journal up to which reactions are silent.
    private func seen(of journal: String, _ reader: Reader) throws -> Int64 {
        guard tellsOfUnits, let seen = try reader.cursor(seenCursor), seen.journal == journal else { return 0 }
        return seen.after
    }

    private var seenCursor: String { "\(service).seen" }
}
