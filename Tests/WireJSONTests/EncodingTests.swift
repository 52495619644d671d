// What is written: order, determinism, fragments, layout, and what a failed member leaves behind.

import Testing

@testable import WireJSON

struct EncodingTests {
    struct Point: Codable, Equatable {
        var y: Int
        var x: Int
    }

    @Test("members stand in the order they were encoded in")
    func order() throws {
        #expect(try text(of: Point(y: 1, x: 2)) == #"{"y":1,"x":2}"#)
    }

    @Test("dictionaries are sorted by the bytes of their names")
    func dictionaries() throws {
        let odd = ["b": 1, "a!": 2, "a": 3, "é": 4, "z": 5, "": 6, "a\"": 7, "a\n": 8, "B": 9]
        #expect(
            try text(of: odd)
                == #"{"":6,"B":9,"a":3,"a\n":8,"a!":2,"a\"":7,"b":1,"z":5,"é":4}"#)
        #expect(try text(of: [10: "a", 9: "b"]) == #"{"10":"a","9":"b"}"#)
        #expect(try text(of: ["b": ["d": 1, "c": 2], "a": [:]]) == #"{"a":{},"b":{"c":2,"d":1}}"#)
        let many = Dictionary(uniqueKeysWithValues: (100..<200).map { ("k\($0)", $0) })
        let sorted = (100..<200).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try text(of: many) == "{\(sorted)}")
    }

    struct Wrapped: Encodable {
        var names: [String: Int]
        func encode(to encoder: any Encoder) throws { try names.encode(to: encoder) }
    }

    @Test("a dictionary that a type hands its encoder to is sorted too")
    func delegated() throws {
        #expect(try text(of: Wrapped(names: ["b": 1, "c": 2, "a": 3])) == #"{"a":3,"b":1,"c":2}"#)
    }

    @Test("sets, and dictionaries that are arrays, have one order")
    func sets() throws {
        #expect(try text(of: Set(["c", "a", "b", "d"])) == #"["a","b","c","d"]"#)
        let pairs = [Point(y: 2, x: 0): "b", Point(y: 1, x: 0): "a", Point(y: 3, x: 0): "c"]
        #expect(
            try text(of: pairs)
                == #"[{"y":1,"x":0},"a",{"y":2,"x":0},"b",{"y":3,"x":0},"c"]"#)
        #expect(try text(of: Set<Int>()) == "[]")
    }

    @Test("a text may be any value")
    func fragments() throws {
        #expect(try text(of: "a") == #""a""#)
        #expect(try text(of: 1) == "1")
        #expect(try text(of: true) == "true")
        #expect(try text(of: Int?.none) == "null")
        #expect(try text(of: [Int]()) == "[]")
        #expect(try text(of: [[Int?.none, 1]]) == "[[null,1]]")
    }

    struct Nothing: Encodable { func encode(to encoder: any Encoder) {} }

    @Test("a value that encodes nothing is an empty object, but no text")
    func nothing() throws {
        #expect(try text(of: [Nothing()]) == "[{}]")
        #expect(try text(of: ["a": Nothing?.some(Nothing())]) == #"{"a":{}}"#)
        #expect(throws: WireJSONError.self) { try WireJSON.encode(Nothing()) }
    }

    @Test("the layout for people is two spaces, and says the same")
    func pretty() throws {
        let value: JSONValue = [
            "a": [1, [], [:]], "b": ["c": "x,{\"y\": [1]}", "d": nil], "e": [["f": true]],
        ]
        let pretty = try WireJSON.encodePretty(value)
        #expect(
            String(decoding: pretty, as: UTF8.self) == #"""
                {
                  "a": [
                    1,
                    [],
                    {}
                  ],
                  "b": {
                    "c": "x,{\"y\": [1]}",
                    "d": null
                  },
                  "e": [
                    {
                      "f": true
                    }
                  ]
                }
                """#)
        #expect(try WireJSON.decode(JSONValue.self, from: pretty) == value)
        #expect(try WireJSON.encodePretty("a") == Array("\"a\"".utf8))
        let spaced = RawJSON(unsafeUnchecked: Array("{ \"a\" :[ ] }".utf8))
        #expect(try WireJSON.encodePretty(spaced) == Array("{\n  \"a\": []\n}".utf8))
    }

    struct Forgiving: Encodable {
        enum CodingKeys: CodingKey { case a, b, c, d }
        struct Half: Encodable {
            func encode(to encoder: any Encoder) throws {
                var keyed = encoder.container(keyedBy: CodingKeys.self)
                try keyed.encode(1, forKey: .a)
                try keyed.encode(Double.nan, forKey: .b)
            }
        }
        func encode(to encoder: any Encoder) throws {
            var keyed = encoder.container(keyedBy: CodingKeys.self)
            try? keyed.encode(Half(), forKey: .a)
            try keyed.encode(2, forKey: .b)
            try? keyed.encode(Double.infinity, forKey: .c)
            var list = keyed.nestedUnkeyedContainer(forKey: .d)
            try? list.encode(Half())
            try list.encode(3)
            try? list.encode(Double.nan)
        }
    }

    @Test("what failed and was forgiven leaves no bytes behind")
    func forgiven() throws {
        #expect(try text(of: Forgiving()) == #"{"b":2,"d":[3]}"#)
    }

    struct Twice: Encodable {
        func encode(to encoder: any Encoder) throws {
            var single = encoder.singleValueContainer()
            try single.encode(1)
            try single.encode(2)
        }
    }

    struct BothWays: Encodable {
        func encode(to encoder: any Encoder) throws {
            var keyed = encoder.container(keyedBy: JSONKey.self)
            try keyed.encode(1, forKey: JSONKey("a"))
            var unkeyed = encoder.unkeyedContainer()
            try unkeyed.encode(2)
        }
    }

    @Test("misuse of an encoder is an error, not a wrong text or a crash")
    func misuse() {
        for value: any Encodable in [Twice(), BothWays()] {
            let error = #expect(throws: WireJSONError.self) {
                try WireJSON.encode([Erased(value: value)])
            }
            #expect(error?.kind == .notEncodable)
            #expect(error?.path == "/0")
        }
    }

    struct Erased: Encodable {
        var value: any Encodable
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
}

extension EncodingTests.Point: Hashable {}
