// Members nobody asked for, members that are there twice, members that are missing.

import Testing

@testable import WireJSON

struct MemberTests {
    struct Line: Codable, Equatable {
        var code: String
        var amount: Int?
    }
    struct Claim: Codable, Equatable {
        var id: String
        var lines: [Line]
        var note: String?
        var totals: [String: Int]?
        var extra: JSONValue?
        var raw: RawJSON?
        var empty: Empty?
    }
    struct Empty: Codable, Equatable {}

    func unknown(_ text: String) -> WireJSONError? {
        decodeError(Claim.self, text, unknownMembers: .refused)
    }

    @Test("a member the type never asks for is refused by name and place, or ignored")
    func unknownMember() throws {
        let strange = #"{"id":"1","nte":"x","lines":[]}"#
        #expect(unknown(strange)?.kind == .unknownMember)
        #expect(unknown(strange)?.offset == 10)
        #expect(unknown(strange)?.path == "/nte")
        #expect(try read(Claim.self, strange) == Claim(id: "1", lines: []))
        let deep = #"{"id":"1","lines":[{"code":"a"},{"code":"b","x/~y":{"z":1}}]}"#
        #expect(unknown(deep)?.path == "/lines/1/x~1~0y")
        #expect(unknown(deep)?.offset == 44)
        #expect(unknown(#"{"id":"1","lines":[],"empty":{"a":1}}"#)?.path == "/empty/a")
    }

    @Test("what was asked for is known, also when null, a dictionary, a dynamic or a raw value")
    func knownMembers() {
        #expect(unknown(#"{"id":"1","lines":[],"note":null}"#) == nil)
        #expect(unknown(#"{"id":"1","lines":[],"totals":{"a":1,"b":2}}"#) == nil)
        #expect(unknown(#"{"id":"1","lines":[],"extra":{"a":{"b":[{"c":1}]}}}"#) == nil)
        #expect(unknown(#"{"id":"1","lines":[],"raw":{"a":{"b":[{"c":1}]}}}"#) == nil)
        #expect(unknown(#"{"lines":[{"amount":1,"code":"a"}],"id":"1","empty":{}}"#) == nil)
    }

    enum Sum: Codable, Equatable {
        case one(value: Int)
        case two
    }

    @Test("enums with values know their own names only")
    func enumeration() throws {
        let one = try read(Sum.self, #"{"one":{"value":1}}"#, unknownMembers: .refused)
        #expect(one == .one(value: 1))
        #expect(try read(Sum.self, #"{"two":{}}"#, unknownMembers: .refused) == .two)
        let inner = decodeError(Sum.self, #"{"one":{"value":1,"x":2}}"#, unknownMembers: .refused)
        #expect(inner?.path == "/one/x")
        let outer = decodeError(Sum.self, #"{"one":{"value":1},"x":2}"#, unknownMembers: .refused)
        #expect(outer?.path == "/x")
        #expect(try text(of: Sum.one(value: 1)) == #"{"one":{"value":1}}"#)
    }

    @Test("exempt members are neither given nor unknown, at the top only")
    func exempt() throws {
        let node = try WireJSON.parse(Array(#"{"_meta":{"x":1},"code":"a"}"#.utf8))
        let line = try node.decode(Line.self, unknownMembers: .refused, exempt: ["_meta", "amount"])
        #expect(line == Line(code: "a"))
        #expect(throws: WireJSONError.self) { try node.decode(Line.self, unknownMembers: .refused) }
        #expect(try node.decode(JSONValue.self, exempt: ["_meta"]) == ["code": "a"])
        #expect(try node.decode([String: String].self, exempt: ["_meta"]) == ["code": "a"])
        let hidden = #expect(throws: WireJSONError.self) {
            try node.decode(Line.self, exempt: ["code"])
        }
        #expect(hidden?.kind == .missingMember)
        let deeper = try WireJSON.parse(Array(#"[{"_meta":1,"code":"a"}]"#.utf8))
        let refused = #expect(throws: WireJSONError.self) {
            try deeper.decode([Line].self, unknownMembers: .refused, exempt: ["_meta"])
        }
        #expect(refused?.path == "/0/_meta")
    }

    @Test("of equal names the last wins, for every way to look")
    func lastWins() throws {
        let twice = #"{"code":"a","\u0063ode":"b","amount":1,"code":"c"}"#
        #expect(try read(Line.self, twice, unknownMembers: .refused) == Line(code: "c", amount: 1))
        let node = try WireJSON.parse(Array(twice.utf8))
        #expect(node["code"]?.string == "c")
        #expect(node.members.map(\.key) == ["amount", "code"])
        #expect(try node.decode(JSONValue.self) == ["amount": 1, "code": "c"])
        #expect(try read([String: Int].self, #"{"a":1,"a":2}"#) == ["a": 2])
        // What is superseded is nobody's concern.
        let inner = #"{"code":{"x":1},"code":"c"}"#
        #expect(try read(Line.self, inner, unknownMembers: .refused) == Line(code: "c"))
    }

    @Test("equal names are refused at the second when asked, in objects small and large")
    func refusedTwice() {
        let strict = WireJSON.Options(duplicateMembers: .refused)
        let rows: [(String, Int, String)] = [
            (#"{"a":1,"a":2}"#, 7, "/a"), (#"{"a":1,"b":2,"\u0061":2}"#, 13, "/a"),
            (#"[0,{"x":{"a":1,"a":1}}]"#, 15, "/1/x/a"), (#"{"":1,"":1}"#, 6, "/"),
        ]
        for (text, offset, path) in rows {
            let error = refusal(text, strict)
            #expect(error?.kind == .duplicateMember, "\(text)")
            #expect(error?.offset == offset, "\(text)")
            #expect(error?.path == path, "\(text)")
        }
        #expect(refusal(#"{"a":{"a":1},"b":{"a":1}}"#, strict) == nil)
        #expect(refusal(#"[{"a":1},{"a":1}]"#, strict) == nil)
        for count in [2, 15, 16, 17, 18, 40] {
            let body = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
            #expect(refusal("{\(body)}", strict) == nil)
            let error = refusal("{\(body),\"k0\":1}", strict)
            #expect(error?.offset == body.utf8.count + 2)
        }
    }

    @Test("a missing member is named by the path it would have, at its object")
    func missing() {
        let error = decodeError(Claim.self, #"{"id":"1","lines":[{"code":"a"},{"amount":1}]}"#)
        #expect(error?.kind == .missingMember)
        #expect(error?.path == "/lines/1/code")
        #expect(error?.offset == 32)
    }
}
