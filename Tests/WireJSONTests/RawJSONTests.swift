// Values passed on unread: RawJSON byte for byte, JSONValue with digits and order kept.

import Foundation
import Testing

@testable import WireJSON

struct RawJSONTests {
    struct Envelope: Codable, Equatable {
        var before: Int
        var body: RawJSON
        var after: Int?
    }

    @Test("raw bytes come out and go in as they are")
    func splice() throws {
        let text = #"{"before":1,"body":{ "a" : [1.50, 1e2,"\u0041"] },"after":2}"#
        let envelope = try read(Envelope.self, text)
        #expect(envelope.body.bytes == Array(#"{ "a" : [1.50, 1e2,"\u0041"] }"#.utf8))
        #expect(try WireJSONTests.text(of: envelope) == text)
        let list = [RawJSON(unsafeUnchecked: Array("1.0".utf8)), envelope.body]
        #expect(try WireJSONTests.text(of: list) == #"[1.0,{ "a" : [1.50, 1e2,"\u0041"] }]"#)
        #expect(try WireJSONTests.text(of: list[0]) == "1.0")
        #expect(try read(RawJSON.self, " [ ] ").bytes == Array("[ ]".utf8))
    }

    @Test("bytes are checked unless it is said that they need not be")
    func checking() throws {
        #expect(try RawJSON(checking: Array("[1]".utf8)).bytes == Array("[1]".utf8))
        let error = #expect(throws: WireJSONError.self) {
            try RawJSON(checking: Array("[1".utf8))
        }
        #expect(error?.offset == 2)
    }

    @Test("other coders get and give the same value")
    func otherCoders() throws {
        let envelope = try read(
            Envelope.self,
            #"{"before":1,"body":{"a":[1.5,true,null,"x",18446744073709551615,-1]}}"#)
        let data = try JSONEncoder().encode(envelope)
        let ours = try WireJSON.decode(JSONValue.self, from: Array(data))
        let large = JSONValue.number("18446744073709551615")
        #expect(ours["body"]?["a"] == [.number("1.5"), true, nil, "x", large, -1])
        let back = try JSONDecoder().decode(Envelope.self, from: data)
        #expect(try WireJSON.decode(JSONValue.self, from: back.body.bytes) == ours["body"])
    }

    @Test("dynamic values keep digits and order")
    func dynamic() throws {
        let text = #"{"z":1.50,"a":[1E2,-0,null,true],"m":{"y":"\n","x":12345678901234567890123}}"#
        let value = try read(JSONValue.self, text)
        #expect(try WireJSONTests.text(of: value) == text)
        #expect(value["z"] == .number("1.50"))
        #expect(value["z"]?.integer == nil)
        #expect(value["a"]?.array?.count == 4)
        #expect(value["a"]?.array?[1].integer == 0)
        #expect(value["a"]?.array?[2].isNull == true)
        #expect(value["m"]?["y"]?.string == "\n")
        #expect(value["m"]?["x"]?.integer == nil)
        #expect(value["a"]?.array?[3].bool == true)
        #expect(value.object?.map(\.key) == ["z", "a", "m"])
        #expect(value["nothing"] == nil)
    }

    @Test("dynamic values are written down as literals")
    func literals() throws {
        let value: JSONValue = ["a": [1, "x", nil, true], "b": [:], "c": -5]
        #expect(try text(of: value) == #"{"a":[1,"x",null,true],"b":{},"c":-5}"#)
        #expect(JSONValue.integer(.min).integer == .min)
    }

    static let noNumbers = ["", "x", " 1", "1 ", "01", "\"a\"", "[]"]

    @Test("digits that are no number are not encodable", arguments: noNumbers)
    func noNumber(digits: String) {
        let error = #expect(throws: WireJSONError.self) {
            try WireJSON.encode(["k": JSONValue.number(digits)])
        }
        #expect(error?.kind == .notEncodable)
        #expect(error?.path == "/k")
    }
}
