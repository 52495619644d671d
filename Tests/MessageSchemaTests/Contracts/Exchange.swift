// An exchange or an event of the suite with its types put away, so that all can stand in one table of a test.

import MessageSchema
import Testing
import WireJSON

/// A method's example as it crosses the wire.
struct Exchange: Sendable, CustomTestStringConvertible {
    let name: String
    let request: [UInt8]
    let reply: [UInt8]
    let requestShape: Shape
    let replyShape: Shape
    /// Decodes a request, refusing members it does not know, and writes it again.
    let readRequest: @Sendable ([UInt8]) throws -> [UInt8]
    /// Decodes a reply, ignoring members it does not know, and writes it again.
    let readReply: @Sendable ([UInt8]) throws -> [UInt8]
    /// True if the request and the reply of the example come out of these nodes.
    let isExample: @Sendable (_ request: JSONNode, _ reply: JSONNode) throws -> Bool

    var testDescription: String { name }

    init<M: Method>(_ method: M.Type) throws {
        let example = M.example
        name = M.name.text
        request = try WireJSON.encode(example.request)
        reply = try WireJSON.encode(example.reply)
        requestShape = Shape.of(M.self)
        replyShape = Shape.of(M.Reply.self)
        readRequest = { bytes in
            try WireJSON.encode(WireJSON.decode(M.self, from: bytes, unknownMembers: .refused))
        }
        readReply = { bytes in try WireJSON.encode(WireJSON.decode(M.Reply.self, from: bytes)) }
        isExample = { request, reply in
            try request.decode(M.self, unknownMembers: .refused) == M.example.request
                && reply.decode(M.Reply.self) == M.example.reply
        }
    }

    static let all: [Exchange] = everyMethod { try Exchange($0) }

    private static func everyMethod(_ make: (any Method.Type) throws -> Exchange) -> [Exchange] {
        do { return try Catalogue.contracts.flatMap { try $0.allMethods.map(make) } } catch {
            preconditionFailure("an example cannot be written: \(error)")
        }
    }
}

/// An event's example as it stands in a journal.
struct Announcement: Sendable, CustomTestStringConvertible {
    let name: String
    let data: [UInt8]
    let shape: Shape
    /// Decodes the data, ignoring members it does not know, and writes it again.
    let read: @Sendable ([UInt8]) throws -> [UInt8]
    let isExample: @Sendable (JSONNode) throws -> Bool

    var testDescription: String { name }

    init<E: Event>(_ event: E.Type) throws {
        name = E.name
        data = try WireJSON.encode(E.example)
        shape = Shape.of(E.self)
        read = { bytes in try WireJSON.encode(WireJSON.decode(E.self, from: bytes)) }
        isExample = { try $0.decode(E.self) == E.example }
    }

    static let all: [Announcement] = everyEvent { try Announcement($0) }

    private static func everyEvent(_ make: (any Event.Type) throws -> Announcement) -> [Announcement] {
        let frame: [any Event.Type] = [
            UnitsFollowed.self, UnitsForgotten.self, EventRefused.self, JournalSkipped.self, QueueOpened.self,
            QueueResumed.self, QueueRemoved.self, LetterKept.self, LetterRetried.self, LetterDiscarded.self,
        ]
        do { return try (frame + Catalogue.contracts.flatMap { $0.events }).map(make) } catch {
            preconditionFailure("an example cannot be written: \(error)")
        }
    }
}
