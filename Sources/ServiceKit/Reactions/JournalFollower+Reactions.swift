// Running the reactions to a page.

import Logging
import MessageSchema
import Storage
import WireJSON

extension JournalFollower {
    /// Runs the reactions to a page's events, in the journal's order and for one event in the blueprint's.
    func react(to page: EventPage, in writer: Writer, _ tally: EventTally?, _ spans: ReactionSpans) throws {
        guard !reactions.isEmpty else { return }
        let context = WriteContext(
            writer: writer, projection: frame.projection, surroundings: frame.surroundings, tally: tally)
        let seen = try seen(of: page.journal, writer)
        for origin in page.items where origin.sequence > seen {
            for reaction in reactions where reaction.concerns(origin) {
                try perform(reaction, on: origin, context, tally, spans)
            }
        }
    }

    /// Runs one reaction in a savepoint of its own. A refusal must not hold up the journal for ever: it is kept, for
    /// people to look at, in place of the effect. Its sentence may quote a person and is erasable.
    /// What it writes stands in the event's trace.
    private func perform(
        _ reaction: Reaction, on origin: CloudEvent, _ context: WriteContext, _ tally: EventTally?,
        _ spans: ReactionSpans
    ) throws {
        let trace = TraceContext(traceparent: origin.traceparent)?.reaction(of: frame.identity.service, to: origin.id)
        let (before, begin) = (try context.writer.head().sequence, frame.watch.now())
        let outcome = try context.writer.inTrace(trace?.traceparent) {
            try self.outcome(of: reaction, on: origin, context, tally)
        }
        // Most services look at most events and have nothing to say.
        guard let trace, try context.writer.head().sequence > before else { return }
        spans.add(trace, to: origin, since: begin, outcome: outcome)
    }

    /// Runs it; `ok`, or the name under which it was refused.
    private func outcome(
        of reaction: Reaction, on origin: CloudEvent, _ context: WriteContext, _ tally: EventTally?
    ) throws -> String {
        let mark = tally?.mark
        do {
            try context.writer.inSavepoint(purpose: reaction.purpose) {
                do { try reaction.run(origin, context) } catch {
                    if let mark { tally?.rollBack(to: mark) }
                    throw error
                }
            }
            return TraceSpan.ok
        } catch let rejection as any Rejection {
            return try refuse(origin, name: rejection.name, message: rejection.message, context)
        } catch let error as WireJSONError {
            return try refuse(origin, name: EventRefused.unreadable, message: "\(error)", context)
        } catch let error as ValueError {
            return try refuse(origin, name: EventRefused.unreadable, message: error.message, context)
        }
    }

    private func refuse(
        _ origin: CloudEvent, name: String, message: String, _ context: WriteContext
    ) throws -> String {
        let refused = EventRefused(event: origin.id, type: origin.type, name: name)
        let sentence: JSONValue = ["message": .string(String(message.prefix(Self.messageMax)))]
        try context.writer.append(
            refused, subject: origin.id, personal: RawJSON(unsafeUnchecked: try WireJSON.encode(sentence)))
        frame.logger.warning("an event was refused", metadata: ["event": "\(origin.id)", "name": "\(name)"])
        return name
    }

    /// Characters of a refusal's message that are kept.
    private static let messageMax = 1000

    /// The sequence of a restored journal up to which reactions are silent.
    private func seen(of journal: String, _ reader: Reader) throws -> Int64 {
        guard tellsOfUnits, let seen = try reader.cursor(seenCursor), seen.journal == journal else { return 0 }
        return seen.after
    }

    /// The name of the place up to which reactions are silent.
    var seenCursor: String { "\(service).seen" }
}
