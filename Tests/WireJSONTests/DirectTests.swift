// Values that write themselves: what the writer makes of members, and that both ways lead to the same bytes.

import Testing

@testable import WireJSON

/// A value of every kind of member there is.
private struct Sample: Encodable, DirectObject {
    struct Inner: Encodable, DirectObject {
        var text: String
        func writeMembers(to json: inout JSONWriter) { json.member("text", text) }
    }
    var text = "a \"quoted\" text\nwith a break"
    var absent: String?
    var given: String? = "đồng"
    var number = -12
    var none: Int?
    var some: Int? = 0
    var isTrue: Bool? = true
    var isFalse: Bool? = false
    var isNeither: Bool?
    var words: [String]? = []
    var inner = Inner(text: "")
    var optional: Inner?
    var several = [Inner(text: "1"), Inner(text: "2")]
    var empty: [Inner] = []
    var last = Inner(text: "end")

    func writeMembers(to json: inout JSONWriter) {
        json.member("text", text)
        json.member("absent", absent)
        json.member("given", given)
        json.member("number", number)
        json.member("none", none)
        json.member("some", some)
        json.member("isTrue", isTrue)
        json.member("isFalse", isFalse)
        json.member("isNeither", isNeither)
        json.member("words", words)
        json.member("inner", inner)
        json.member("optional", optional)
        json.member("several", several)
        json.member("empty", empty)
        json.member("last", last)
    }
}

@Suite("A value that writes itself")
struct DirectTests {
    private func both(_ value: some Encodable) throws -> (direct: String, codable: String) {
        (
            String(decoding: try WireJSON.encode(value), as: UTF8.self),
            String(decoding: try WireJSON.encodeByCodable(value), as: UTF8.self)
        )
    }

    @Test("gives the bytes that its containers would")
    func same() throws {
        let (direct, codable) = try both(Sample())
        #expect(direct == codable)
        #expect(direct.hasPrefix(#"{"text":"a \"quoted\" text\nwith a break","given":"đồng","number":-12,"some":0,"#))
    }

    @Test("stands in arrays, dictionaries, sets and values that do not, in their order")
    func within() throws {
        struct Outer: Encodable {
            var before = 1
            var sample = Sample()
            var samples = ["b": Sample.Inner(text: "2"), "a": Sample.Inner(text: "1")]
            var list: [Sample.Inner?] = [nil, .init(text: "x")]
            var after = 2
        }
        let (direct, codable) = try both(Outer())
        #expect(direct == codable)
        #expect(
            direct.hasSuffix(#""samples":{"a":{"text":"1"},"b":{"text":"2"}},"list":[null,{"text":"x"}],"after":2}"#))
    }

    @Test("is taken before its containers, and only by this module's writer")
    func preferred() throws {
        struct Two: Encodable, DirectEncodable {
            func write(to json: inout JSONWriter) { json.string("itself") }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode("by its container")
            }
        }
        #expect(try both([Two()]) == (#"["itself"]"#, #"["by its container"]"#))
    }
}
