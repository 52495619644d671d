// Going on after the followed service was restored from a copy: its journal has another id, and tells in an event which
// one it had before. Up to that event the two are the same, so whoever had read no further goes on as if nothing had
// been; who had read further knows of things that are no more.

import Logging
import MessageSchema
import Storage
import Surroundings
import WireJSON

extension JournalFollower {
    /// Goes on in the journal that there is now.
    ///
    /// A place at or before the restored copy's end, as all have that were restored from the same backup, stays what it
    /// is under the new id: nothing is applied twice and nothing left out.
    ///
    /// From a place past it, units are forgotten and read anew from the beginning, since what the registry knows now is
    /// what holds. Reactions are not repeated, and not taken back: they go on behind the copy's end, where all that is
    /// told is new, and an event says what they had reacted to that is no more. Where the journal does not know the one
    /// that was followed, nothing can be told apart entry by entry: they go on at its end, and the event says that.
    ///
    /// Nothing happens if another instance has done all this already: the cursor must still be where it was found.
    func goOn(after position: Position, patience: Int64) async throws {
        let renewal = try await renewal(of: position, patience: patience)
        if let renewal, renewal.after > position.after {
            try await keepPlace(position, in: renewal.journal)
        } else {
            try await beginAnew(after: position, at: renewal, patience: patience)
        }
    }

    /// Where the journal that there is now tells that it had the followed one's id before: its id, and that event's
    /// sequence; nil if it does not tell, or cannot be another one's successor.
    private func renewal(of position: Position, patience: Int64) async throws -> Position? {
        let now = try await head(patience: patience)
        guard now.journal != position.journal else { return nil }
        // Most likely it follows soon; else it lies before.
        let later = (from: min(position.after, now.after), upTo: now.after)
        for stretch in [later, (from: 0, upTo: later.from)] {
            if let found = try await renewal(of: position.journal, in: now.journal, stretch, patience) {
                return (now.journal, found)
            }
        }
        return nil
    }

    private func renewal(
        of old: String, in journal: String, _ stretch: (from: Int64, upTo: Int64), _ patience: Int64
    ) async throws -> Int64? {
        var after = stretch.from
        while after < stretch.upTo {
            let request = JournalRequest(of: service, journal: journal, after: after, limit: Self.searchEntries)
            let page = try await fetch(request, patience)
            guard page.next > after else { return nil }
            for item in page.items where item.type == JournalRenewed.name {
                if try WireJSON.decode(JournalRenewed.self, from: item.data.bytes).before == old {
                    return item.sequence
                }
            }
            after = page.next
        }
        return nil
    }

    private static let searchEntries = 1000

    /// The same place, under the journal's new id.
    private func keepPlace(_ position: Position, in journal: String) async throws {
        let isFirst = try await frame.write { writer, _ in
            try self.require(position, in: writer)
            try self.place(self.cursor, at: (journal, position.after), in: writer)
            if let seen = try writer.cursor(self.seenCursor), seen.journal == position.journal {
                try self.place(self.seenCursor, at: (journal, seen.after), in: writer)
            }
        }
        guard isFirst else { return }
        frame.logger.notice(
            "a followed service was restored; going on where it was left",
            metadata: ["service": "\(service)", "sequence": "\(position.after)"])
    }

    private func beginAnew(after position: Position, at renewal: Position?, patience: Int64) async throws {
        var end: Position?
        if !reactions.isEmpty {
            if let renewal { end = renewal } else { end = try await head(patience: patience) }
        }
        let isFirst = try await frame.write { [end] writer, _ in
            try self.require(position, in: writer)
            try writer.removeCursor(self.cursor)
            if let end { try self.skip(to: end, from: position, in: writer) }
            if self.tellsOfUnits { try self.frame.projection.forget(in: writer) }
        }
        guard isFirst else { return }
        frame.logger.warning(
            "a followed service was restored to an earlier time than was followed",
            metadata: ["service": "\(service)", "followed": "\(position.after)", "restored": "\(end?.after ?? 0)"])
    }

    private func skip(to end: Position, from position: Position, in writer: Writer) throws {
        // Units must be read again from the beginning, past which the reactions are silent.
        try place(tellsOfUnits ? seenCursor : cursor, at: end, in: writer)
        let skipped = JournalSkipped(
            service: service.text, journal: position.journal, after: position.after, restored: end.journal,
            sequence: end.after)
        try writer.append(skipped, subject: end.journal)
    }

    private func require(_ position: Position, in writer: Writer) throws {
        guard let found = try writer.cursor(cursor), found == position else {
            throw StorageError.cursorMoved(name: cursor)
        }
    }

    private func place(_ name: String, at position: Position, in writer: Writer) throws {
        try writer.removeCursor(name)
        try writer.moveCursor(name, journal: position.journal, from: nil, to: position.after)
    }
}
