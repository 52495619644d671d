// Messages that read their own JSON, held to what Codable reads: the same value, or the same error at the same place,
// whatever is wrong with the text.

import MessageSchema
import Testing
import WireJSON

@Suite("A message that reads itself")
struct DirectReadingTests {
    typealias Message = DirectEncodable & DirectDecodable

    static var values: [any Message] { DirectFormTests.values.compactMap { $0 as? any Message } }

    @Test("reads what it was written as, and refuses what Codable refuses", arguments: values.indices)
    func same(index: Int) throws {
        let tried = try Self.tried(Self.values[index])
        #expect(tried.difference == nil)
        #expect(tried.texts > 20 && tried.refused > tried.texts / 2)
    }

    @Test("a claim, a unit, members and what came of a claim do")
    func covered() {
        let types = Self.values.map { String(describing: type(of: $0)) }
        for name in [
            "Claim", "SubmitClaim", "ClaimRecord", "HealthUnit", "Member", "ImportMembers", "RequestHead",
            "CallMetadata", "ReplyMetadata",
        ] {
            #expect(types.contains(name))
        }
    }

    /// Reads a value's text both ways, whole and spoilt; what the first difference was, and how much was tried.
    private static func tried<Value: Message>(
        _ value: Value
    ) throws -> (difference: String?, texts: Int, refused: Int) {
        let whole = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value))
        let read = try WireJSON.decode(Value.self, from: WireJSON.encode(whole))
        #expect(try WireJSON.encode(read) == WireJSON.encode(value))
        let texts = try Spoilt.all(of: whole).map { try WireJSON.encode($0) }
        var refused = 0
        for text in texts {
            let (direct, codable) = try outcomes(Value.self, text)
            if direct != codable {
                return ("\(direct) but \(codable) of \(String(decoding: text, as: UTF8.self))", texts.count, refused)
            }
            if case .error = direct { refused += 1 }
        }
        return (nil, texts.count, refused)
    }

    private enum Outcome: Equatable {
        case value([UInt8])
        case error(WireJSONError)
    }

    private static func outcomes<Value: Message>(_ type: Value.Type, _ text: [UInt8]) throws -> (Outcome, Outcome) {
        let node = try WireJSON.parse(text)
        return (
            try outcome { () throws(WireJSONError) in try node.decode(type, unknownMembers: .refused) },
            try outcome { () throws(WireJSONError) in try node.decodeByCodable(type, unknownMembers: .refused) }
        )
    }

    private static func outcome<Value: Message>(_ read: () throws(WireJSONError) -> Value) throws -> Outcome {
        let value: Value
        do throws(WireJSONError) { value = try read() } catch { return .error(error) }
        return .value(try WireJSON.encode(value))
    }
}

/// A value with one thing about it changed, in each place.
private enum Spoilt {
    private static let others: [JSONValue] = [
        .null, .bool(true), .number("7"), .number("-1.5"), .string(""), .string("x\n"), .string("é"), .array([]),
        .array([.null]), .object([]),
    ]

    static func all(of value: JSONValue) -> [JSONValue] {
        switch value {
        case .object(let members): others + spoilt(members).map(JSONValue.object)
        case .array(let elements): others + spoilt(elements).map(JSONValue.array)
        default: others
        }
    }

    private static func spoilt(_ members: [JSONMember]) -> [[JSONMember]] {
        var found = [members.reversed(), members + [JSONMember(key: "unknown", value: .null)]]
        for place in members.indices {
            var fewer = members
            fewer.remove(at: place)
            found.append(fewer)
            for other in all(of: members[place].value) {
                var changed = members
                changed[place].value = other
                found.append(changed)
            }
        }
        return found
    }

    private static func spoilt(_ elements: [JSONValue]) -> [[JSONValue]] {
        guard let last = elements.last else { return [] }
        return all(of: last).map { elements.dropLast() + [$0] }
    }
}
