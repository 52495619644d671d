// Looking at a text without decoding it.

import Testing

@testable import WireJSON

struct JSONNodeTests {
    let node: JSONNode

    init() throws {
        let text =
            #" {"id": 7, "params" :{"a":[1, -2.50 ,"x\n"],"é":null}, "t":true,"f":false} "#
        node = try WireJSON.parse(Array(text.utf8))
    }

    @Test("members and elements are found, with kind, value and offset")
    func navigation() {
        #expect(node.kind == .object)
        #expect(node.offset == 1)
        #expect(node["id"]?.integer == 7)
        #expect(node["id"]?.offset == 8)
        #expect(node["id"]?.kind == .number)
        #expect(node["params"]?["a"]?.elements.count == 3)
        #expect(node["params"]?["a"]?.elements[1].integer == nil)
        #expect(node["params"]?["a"]?.elements[1].kind == .number)
        #expect(node["params"]?["a"]?.elements[2].string == "x\n")
        #expect(node["params"]?["é"]?.isNull == true)
        #expect(node["t"]?.bool == true)
        #expect(node["f"]?.bool == false)
        #expect(node.members.map(\.key) == ["id", "params", "t", "f"])
        #expect(node.members.map(\.value.kind) == [.number, .object, .bool, .bool])
    }

    @Test("what is not there, or of another kind, is nil or empty")
    func absent() {
        #expect(node["nothing"] == nil)
        #expect(node["id"]?["a"] == nil)
        #expect(node["id"]?.string == nil)
        #expect(node["id"]?.bool == nil)
        #expect(node["id"]?.isNull == false)
        #expect(node["t"]?.integer == nil)
        #expect(node.elements.isEmpty)
        #expect(node["id"]?.members.isEmpty == true)
        #expect(node["params"]?.elements.isEmpty == true)
    }

    @Test("raw is the bytes of the value as they came")
    func raw() {
        func raw(_ node: JSONNode?) -> String? {
            node.map { String(decoding: $0.raw, as: UTF8.self) }
        }
        #expect(raw(node["params"]) == #"{"a":[1, -2.50 ,"x\n"],"é":null}"#)
        #expect(raw(node["params"]?["a"]?.elements[1]) == "-2.50")
        #expect(raw(node["params"]?["a"]?.elements[2]) == #""x\n""#)
        #expect(raw(node["t"]) == "true")
    }

    @Test("a part is decoded with offsets and paths of the whole")
    func decodePart() throws {
        struct Params: Decodable { var a: [Int] }
        #expect(try node["id"]?.decode(Int.self) == 7)
        let error = #expect(throws: WireJSONError.self) {
            _ = try node["params"]?.decode(Params.self)
        }
        #expect(error?.path == "/params/a/1")
        #expect(error?.offset == 30)
    }

    @Test("unknown members are looked for in the decoded part only")
    func unknownInPart() throws {
        struct Params: Decodable { var a: JSONValue }
        let error = #expect(throws: WireJSONError.self) {
            _ = try node["params"]?.decode(Params.self, unknownMembers: .refused)
        }
        #expect(error?.path == "/params/é")
    }
}
