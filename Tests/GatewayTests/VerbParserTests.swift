// Flags of every shape, and every mistake's sentence.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Flags")
struct VerbParserTests {
    private static let id = "0197c5a0-7b00-7000-8000-000000000001"

    /// A request for every shape that members can have.
    struct Everything: Method {
        struct Inner: Codable, Hashable, Sendable {
            var vi: PlainText
            var en: PlainText?
        }
        struct Line: Codable, Hashable, Sendable {
            var unit: UnitCode
        }
        static let name: MethodName = "test.thing.do"
        static let effect = Effect.write
        static let permission = Permission.readUnits
        static let scope = Scope<Self>.anywhere
        static let summary = "Do it."
        var unit: UnitCode
        var fullTime: Percent?
        var count: Int?
        var ratio: Double?
        var kind: UnitKind?
        var main: Bool?
        var name: Inner?
        var hosts: [UnitCode]?
        var steps: [Line]?
        var known: KnownAt?
        var labels: [String: String]?
        var raw: JSONValue?
        var free: String?
        struct Reply: Codable, Hashable, Sendable {}
        static let example = Example(Self(unit: .sample), reply: Reply())
    }

    private var everything: Verb { Verb(Everything.self, service: "test")! }

    @Test(
        "every shape has its flag",
        arguments: [
            (["HP"], #"{"unit":"HP"}"#),
            (["--unit", "HP"], #"{"unit":"HP"}"#),
            (["--unit=HP"], #"{"unit":"HP"}"#),
            (["HP", "--full-time", "100"], #"{"unit":"HP","fullTime":100}"#),
            (["HP", "--count", "-3"], #"{"unit":"HP","count":-3}"#),
            (["HP", "--ratio", "0.50"], #"{"unit":"HP","ratio":0.50}"#),
            (["HP", "--kind", "hospital"], #"{"unit":"HP","kind":"hospital"}"#),
            (["HP", "--main"], #"{"unit":"HP","main":true}"#),
            (["HP", "--no-main"], #"{"unit":"HP","main":false}"#),
            (["HP", "--main=false"], #"{"unit":"HP","main":false}"#),
            (
                ["HP", "--name.vi", "Sở Y tế", "--name.en", "Health"],
                #"{"unit":"HP","name":{"vi":"Sở Y tế","en":"Health"}}"#
            ),
            (["HP", "--name", #"{"vi":"Sở"}"#], #"{"unit":"HP","name":{"vi":"Sở"}}"#),
            (["HP", "--hosts", "A", "--hosts", "B"], #"{"unit":"HP","hosts":["A","B"]}"#),
            (["HP", "--steps", #"[{"unit":"A"}]"#], #"{"unit":"HP","steps":[{"unit":"A"}]}"#),
            (
                ["HP", "--steps", #"{"unit":"A"}"#, "--steps", #"{"unit":"B"}"#],
                #"{"unit":"HP","steps":[{"unit":"A"},{"unit":"B"}]}"#
            ),
            (["HP", "--known", "17"], #"{"unit":"HP","known":17}"#),
            (["HP", "--known", "2025-07-01T00:00:00Z"], #"{"unit":"HP","known":"2025-07-01T00:00:00Z"}"#),
            (["HP", "--labels", #"{"a":"b"}"#], #"{"unit":"HP","labels":{"a":"b"}}"#),
            (["HP", "--raw", "[1, null]"], #"{"unit":"HP","raw":[1,null]}"#),
            (["--free", "-x", "--", "HP"], #"{"unit":"HP","free":"-x"}"#),
        ])
    func shapes(words: [String], expected: String) throws {
        let request = try everything.request(from: .object([]), VerbParser.parse(words, for: everything))
        #expect(Set(request.flattenedPaths) == Set(json(expected).flattenedPaths))
    }

    @Test(
        "every mistake has its sentence",
        arguments: [
            ([], "--unit is missing: \(UnitCode.form)"),
            (["--unit"], "--unit needs a value: \(UnitCode.form)"),
            (["--unit", "--main"], "--unit needs a value: \(UnitCode.form)"),
            (["hp"], "--unit: \"hp\" is no unit code; \(UnitCode.form)"),
            (["HP", "--full-time", "101"], "--full-time wants an integer from 0 to 100, not \"101\""),
            (["HP", "--full-time", "half"], "--full-time wants an integer from 0 to 100, not \"half\""),
            (["HP", "--count", "1.5"], "--count wants an integer, not \"1.5\""),
            (["HP", "--ratio", "a"], "--ratio wants a number, not \"a\""),
            (["HP", "--main=maybe"], "--main wants true or false, not \"maybe\""),
            (["HP", "--name", "Sở"], "--name wants a JSON object: expected a value, found \"S\" (at byte 0)"),
            (["HP", "--name", "[]"], "--name wants a JSON object, not \"[]\""),
            (["HP", "--name.en", "Health"], "--name.vi is missing: \(PlainText.form)"),
            (["HP", "--unit", "A", "--unit", "B"], "--unit is given twice"),
            (["HP", "A"], "\"A\" is one word too many; without flag go only UNIT"),
            (["HP", "--hosts", "a"], "--hosts (/hosts/0): \"a\" is no unit code; \(UnitCode.form)"),
            (
                ["HP", "--steps", "7"],
                "--steps wants a JSON object, may be repeated, or a JSON array of them, not \"7\""
            ),
            (["HP", "--as-of", "2025-01-01"], "test.thing.do does not take --as-of"),
            (["HP", "--all"], "test.thing.do does not take --all"),
            (["HP", "--quiet=yes"], "--quiet takes no value"),
            (["HP", "-x"], "there is no flag -x; put -- before a value that begins with a dash"),
            (["HP", "--output"], "--output needs a value: FORM"),
            (["HP", "-o", "text", "-o", "json"], "-o is given twice"),
        ])
    func mistakes(words: [String], message: String) {
        let error = #expect(throws: UsageError.self) {
            try everything.request(from: .object([]), VerbParser.parse(words, for: everything))
        }
        #expect(error?.message == message)
        #expect(error?.next?.isEmpty == false)
    }

    @Test("a word that is not of the list names the nearest one")
    func words() {
        let error = #expect(throws: UsageError.self) {
            try VerbParser.parse(["--kind", "hospitl"], for: verb("unit", "list"))
        }
        #expect(error?.message.hasSuffix("not \"hospitl\"; did you mean hospital?") == true)
    }

    @Test("required scalars stand without flags in the order of their declaration")
    func positionals() throws {
        let progress = try verb("task", "progress")
        let request = try progress.request(
            from: .object([]), VerbParser.parse([Self.id, "60", "một nửa"], for: progress))
        #expect(request == json(#"{"task":"\#(Self.id)","percent":60,"note":"một nửa"}"#))
        let advance = try verb("clock", "advance")
        #expect(
            try advance.request(from: .object([]), VerbParser.parse(["2025-07-01T00:00:00Z"], for: advance))
                == json(#"{"to":"2025-07-01T00:00:00Z"}"#))
    }

    @Test("flags of the call become its metadata")
    func metadata() throws {
        let get = try verb("unit", "get")
        let invocation = try VerbParser.parse(
            ["31", "--as-of", "2025-07-01", "--known-at", "12", "-o", "json", "-q", "--as", "clerk"], for: get)
        #expect(
            try invocation.metadata(CallMetadata(deadline: 5))
                == CallMetadata(deadline: 5, asOf: CalendarDate("2025-07-01"), knownAt: .sequence(12)))
        #expect(invocation.settingFlags == SettingFlags(output: "json", actAs: "clerk", isQuiet: true))
        let wrong = try VerbParser.parse(["31", "--as-of", "July"], for: get)
        #expect(throws: UsageError("--as-of: \"July\" is no date; write it like 2025-07-01")) {
            try wrong.metadata(CallMetadata())
        }
    }

    @Test("flags override members of an input")
    func overrides() throws {
        let list = try verb("unit", "list")
        let invocation = try VerbParser.parse(["--limit", "5"], for: list)
        let request = try list.request(from: json(#"{"limit": 1, "kind": "hospital"}"#), invocation)
        #expect(request == json(#"{"limit": 5, "kind": "hospital"}"#))
    }

    @Test("a member that the method does not have is refused with the nearest one")
    func unknownMember() {
        let error = #expect(throws: UsageError.self) {
            try verb("unit", "list").request(from: json(#"{"knd": "hospital"}"#), VerbInvocation())
        }
        #expect(error?.message == "registry.unit.list has no member \"knd\"; did you mean kind?")
    }
}
