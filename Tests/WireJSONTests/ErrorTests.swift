// Where an error says it is, however deep and whoever threw it.

import Testing

@testable import WireJSON

struct ErrorTests {
    struct Odd: Error, CustomStringConvertible { var description: String { "an odd one" } }

    struct Even: Codable {
        var value: Int
        init(from decoder: any Decoder) throws {
            value = try decoder.singleValueContainer().decode(Int.self)
            if value % 2 == 1 { throw Odd() }
        }
    }

    struct Corrupted: Decodable {
        enum CodingKeys: String, CodingKey { case a, b }
        init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: CodingKeys.self)
            throw DecodingError.dataCorruptedError(
                forKey: .b, in: keyed, debugDescription: "b is bad")
        }
    }

    enum Colour: String, Decodable { case red, green }

    @Test("an error of a type's own is told at the value it was decoding")
    func ownError() {
        let error = decodeError([String: [Even]].self, #"{"a/b":[2, 4, 5]}"#)
        #expect(
            error
                == WireJSONError(
                    kind: .invalidValue, offset: 14, path: "/a~1b/2", message: "an odd one"))
        #expect(error?.description == "invalidValue at byte 14 in /a~1b/2: an odd one")
    }

    @Test("a DecodingError is told at the value it names")
    func decodingErrors() {
        let named = decodeError([Corrupted].self, #"[{"a":1, "b":2}]"#)
        #expect(named == .init(kind: .invalidValue, offset: 13, path: "/0/b", message: "b is bad"))
        let colour = decodeError([Colour].self, #"["red","blue"]"#)
        #expect(colour?.kind == .invalidValue)
        #expect(colour?.path == "/1")
        #expect(colour?.offset == 7)
        #expect(colour?.message.contains("blue") == true)
    }

    @Test("a value of the wrong type is told with both types")
    func mismatches() {
        struct Inner: Decodable { var n: Int }
        struct Outer: Decodable { var list: [Inner] }
        let error = decodeError(Outer.self, #" {"list":[{"n":1},{"n": "x"}]}"#)
        #expect(error?.kind == .typeMismatch)
        #expect(error?.path == "/list/1/n")
        #expect(error?.offset == 24)
        #expect(error?.message == "expected an integer, found a string")
        let rows: [(String, Int)] = [("[]", 0), (#"{"list":{}}"#, 8), (#"{"list":[[]]}"#, 9)]
        for (text, offset) in rows {
            #expect(decodeError(Outer.self, text)?.kind == .typeMismatch)
            #expect(decodeError(Outer.self, text)?.offset == offset)
        }
        #expect(decodeError(String.self, "null")?.message == "expected a string, found null")
        #expect(decodeError(Bool.self, "0")?.kind == .typeMismatch)
        #expect(decodeError(Int.self, "1.0")?.message.contains("fraction") == true)
    }

    @Test("a syntax error knows the path it is in")
    func syntaxPath() {
        #expect(refusal(#"{"a":[1,{"b":x}]}"#)?.path == "/a/1/b")
        #expect(refusal(#"[1,[2,]]"#)?.path == "/1/1")
        #expect(refusal("x")?.path == "")
        #expect(refusal(#"{"a":1} x"#)?.path == "")
        #expect(refusal("[1\u{1}]")?.message == #"expected "," or "]", found byte 0x1"#)
    }

    @Test("too few elements are a missing member at the place the next would have")
    func tooFew() {
        struct Pair: Decodable {
            init(from decoder: any Decoder) throws {
                var unkeyed = try decoder.unkeyedContainer()
                _ = try unkeyed.decode(Int.self)
                _ = try unkeyed.decode(Int.self)
            }
        }
        let error = decodeError([Pair].self, "[[1,2],[1]]")
        #expect(error?.kind == .missingMember)
        #expect(error?.path == "/1/1")
        #expect(error?.offset == 7)
    }

    @Test("a path with nothing behind it ends where the walk does")
    func codingPath() throws {
        struct Path: Decodable {
            var steps: [String]
            init(from decoder: any Decoder) throws { steps = decoder.codingPath.map(\.stringValue) }
        }
        let read = try read([String: [Path]].self, #"{"a":[{}, 1]}"#)
        #expect(read["a"]?.map(\.steps) == [["a", "Index 0"], ["a", "Index 1"]])
    }
}
