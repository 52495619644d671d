// Every way to break a released caller is seen, and what only adds is not called a break.

import Testing
import WireJSON

@Suite struct SchemaChangeTests {
    private static func object(_ properties: JSONValue, required: JSONValue = []) -> JSONValue {
        ["type": "object", "properties": properties, "required": required]
    }
    private static let text: JSONValue = ["type": "string"]
    private static let integer: JSONValue = ["type": "integer"]
    private static func words(_ words: JSONValue...) -> JSONValue { ["type": "string", "enum": .array(words)] }

    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        var old: JSONValue
        var new: JSONValue
        /// The break of a request, and of a reply; nil if there is none.
        var request: String?
        var reply: String?
        var testDescription: String { what }
    }

    private static let cases: [Case] = [
        .init(what: "nothing", old: text, new: text),
        .init(
            what: "an optional member more", old: object(["a": text]), new: object(["a": text, "b": text])),
        .init(
            what: "a required member more", old: object(["a": text]),
            new: object(["a": text, "b": text], required: ["b"]),
            request: "x.b is required now", reply: "x.b is required now"),
        .init(
            what: "a member less", old: object(["a": text, "b": text]), new: object(["a": text]),
            request: "x.b is gone", reply: "x.b is gone"),
        .init(
            what: "a member that is required now", old: object(["a": text]), new: object(["a": text], required: ["a"]),
            request: "x.a is required now", reply: "x.a is required now"),
        .init(
            what: "a member that may be missing now", old: object(["a": text], required: ["a"]),
            new: object(["a": text]), reply: "x.a may be missing now"),
        .init(
            what: "another type", old: object(["a": text]), new: object(["a": integer]),
            request: "x.a was string, is integer", reply: "x.a was string, is integer"),
        .init(
            what: "any number for a whole one", old: integer, new: ["type": "number"],
            reply: "x was integer, is number"),
        .init(
            what: "a word more", old: words("a"), new: words("a", "b"), reply: "x may be \"b\" now"),
        .init(
            what: "a word less", old: words("a", "b"), new: words("a"), request: "x no longer takes \"b\""),
        .init(
            what: "words where any text was", old: text, new: words("a"),
            request: "x has a list of words that it had not, or lost it"),
        .init(
            what: "narrower bounds", old: ["type": "integer", "minimum": 0], new: ["type": "integer", "minimum": 1],
            request: "x has other bounds"),
        .init(
            what: "wider bounds", old: ["type": "integer", "maximum": 9], new: integer, reply: "x has other bounds"),
        .init(
            what: "another form", old: ["type": "string", "pattern": "^a$"], new: ["type": "string", "pattern": "^b$"],
            request: "x has another form", reply: "x has another form"),
        .init(
            what: "another sample", old: ["type": "string", "pattern": "^a$", "examples": ["a"]],
            new: ["type": "string", "pattern": "^a$", "examples": ["aa"]]),
        .init(
            what: "within a list", old: ["type": "array", "items": text], new: ["type": "array", "items": integer],
            request: "x[] was string, is integer", reply: "x[] was string, is integer"),
        .init(
            what: "within a dictionary", old: ["type": "object", "additionalProperties": text],
            new: ["type": "object", "additionalProperties": integer],
            request: "x.* was string, is integer", reply: "x.* was string, is integer"),
        .init(
            what: "a form more", old: ["anyOf": [text]], new: ["anyOf": [text, integer]], reply: "x has other forms"),
        .init(
            what: "a form less", old: ["anyOf": [text, integer]], new: ["anyOf": [text]], request: "x has other forms"),
        .init(what: "anything for a text", old: text, new: [:], reply: "x may be anything now"),
        .init(what: "a text for anything", old: [:], new: text, request: "x may no longer be anything"),
    ]

    @Test(arguments: cases)
    func aChangeIsABreakForWhomItBreaks(change: Case) {
        #expect(
            SchemaChange(sense: .request).breaks(change.old, change.new, at: "x") == [change.request].compactMap { $0 })
        #expect(
            SchemaChange(sense: .reply).breaks(change.old, change.new, at: "x") == [change.reply].compactMap { $0 })
    }

    private static let released = ReleasedContract(
        release: "1", service: "s",
        methods: [
            JSONMember(
                key: "s.noun.verb",
                value: [
                    "effect": "idempotentWrite", "permission": "manageUnits", "scope": "anywhere", "timeTravel": "both",
                    "request": [:], "reply": [:],
                ])
        ],
        events: [JSONMember(key: "s.noun.done", value: ["data": text])],
        errors: [JSONMember(key: "s.noun.missing", value: "notFound")])

    @Test(arguments: [
        ("effect", "write", "s.noun.verb was idempotentWrite, is write"), ("effect", "reads", ""),
        ("permission", "readUnits", "s.noun.verb has another permission: readUnits"),
        ("scope", "unit", "s.noun.verb has another scope: unit"),
        ("timeTravel", "none", "s.noun.verb no longer travels in time as it did"),
    ])
    func aMethodThatAsksMoreIsABreak(member: String, value: String, finding: String) {
        var method = Self.released.methods[0].value.object ?? []
        for index in method.indices where method[index].key == member { method[index].value = .string(value) }
        let new = ReleasedContract(
            release: "2", service: "s", methods: [JSONMember(key: "s.noun.verb", value: .object(method))],
            events: Self.released.events, errors: Self.released.errors)
        #expect(ContractChange.breaks(Self.released, new) == [finding].filter { !$0.isEmpty })
    }

    @Test func whatIsGoneIsABreakAndWhatIsNewIsNone() {
        let empty = ReleasedContract(release: "2", service: "s", methods: [], events: [], errors: [])
        #expect(
            ContractChange.breaks(Self.released, empty) == [
                "s.noun.verb is gone", "s.noun.done is gone", "s.noun.missing is gone",
            ])
        #expect(ContractChange.breaks(empty, Self.released) == [])
        let other = ReleasedContract(
            release: "2", service: "s", methods: Self.released.methods, events: Self.released.events,
            errors: [JSONMember(key: "s.noun.missing", value: "rejected")])
        #expect(ContractChange.breaks(Self.released, other) == ["s.noun.missing was notFound, is rejected"])
    }

    @Test func aRoleThatMayLessIsABreak() {
        let old: JSONValue = ["roles": ["reader": ["a", "b"]], "kinds": ["notFound": ["code": 1]]]
        let new: JSONValue = ["roles": ["reader": ["b", "c"]], "kinds": ["notFound": ["code": 2]]]
        #expect(
            ContractChange.breaks(shared: old, new) == [
                "reader may no longer a", "notFound has another code, exit code or repetition",
            ])
    }

    @Test func aReplyWithMoreThanTheReleasedReaderKnowsFits() {
        let schema = Self.object(["a": Self.words("x"), "n": Self.integer], required: ["a"])
        #expect(SchemaFit.misfits(["a": "x", "more": [1]], schema, at: "r") == [])
        #expect(
            SchemaFit.misfits(["a": "y", "n": "1"], schema, at: "r") == [
                "r.a is the unknown word \"y\"", "r.n is no integer",
            ])
        #expect(SchemaFit.misfits(["n": 1], schema, at: "r") == ["r.a is missing"])
    }
}
