// The recorder finds members, types, optionality and words of any wire type.

import MessageSchema
import Testing
import WireJSON

@Suite struct ShapeRecorderTests {
    private enum Colour: String, WireEnum { case red, green }
    private struct Inner: Codable {
        var date: CalendarDate
        var colour: Colour?
    }
    private struct Everything: Codable {
        var text: String
        var optionalText: String?
        var flag: Bool
        var optionalFlag: Bool?
        var count: Int
        var optionalCount: Int?
        var optionalWide: Int64?
        var unsigned: UInt32
        var ratio: Double?
        var percent: Percent
        var colour: Colour
        var codes: [UnitCode]
        var optionalCodes: [UnitCode]?
        var counts: [String: Int]
        var inner: Inner
        var inners: [Inner]
        var optionalInner: Inner?
        var knownAt: KnownAt?
        var anything: JSONValue
        var raw: RawJSON?
    }

    private var members: [String: Shape.Member] {
        guard case .object(let members) = Shape.of(Everything.self) else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0) })
    }
    private let inner = Shape.object([
        .init(name: "date", shape: CalendarDate.shape, isRequired: true),
        .init(name: "colour", shape: .words(["red", "green"]), isRequired: false),
    ])

    @Test func membersStandInTheOrderOfTheirDeclaration() {
        guard case .object(let members) = Shape.of(Everything.self) else {
            Issue.record("an object was expected")
            return
        }
        #expect(
            members.map(\.name) == [
                "text", "optionalText", "flag", "optionalFlag", "count", "optionalCount", "optionalWide", "unsigned",
                "ratio", "percent", "colour", "codes", "optionalCodes", "counts", "inner", "inners", "optionalInner",
                "knownAt", "anything", "raw",
            ])
    }

    @Test func whatMayBeLeftOutIsOptional() {
        let optional = Set(members.values.filter { !$0.isRequired }.map(\.name))
        #expect(
            optional == [
                "optionalText", "optionalFlag", "optionalCount", "optionalWide", "ratio", "optionalCodes",
                "optionalInner", "knownAt", "raw",
            ])
    }

    @Test func plainTypesAreFound() {
        #expect(members["text"]?.shape == .string)
        #expect(members["flag"]?.shape == .boolean)
        #expect(members["optionalFlag"]?.shape == .boolean)
        #expect(members["count"]?.shape == .integer(minimum: nil, maximum: nil))
        #expect(members["optionalWide"]?.shape == .integer(minimum: nil, maximum: nil))
        #expect(members["unsigned"]?.shape == .integer(minimum: 0, maximum: nil))
        #expect(members["ratio"]?.shape == .number)
        #expect(members["anything"]?.shape == .json)
        #expect(members["raw"]?.shape == .json)
    }

    @Test func valuesTellTheirOwnShape() {
        #expect(members["percent"]?.shape == .integer(minimum: 0, maximum: 100))
        #expect(members["colour"]?.shape == .words(["red", "green"]))
        #expect(
            members["knownAt"]?.shape == .any(of: [Instant.shape, .integer(minimum: 0, maximum: nil)]))
    }

    @Test func listsDictionariesAndNestedTypesAreFollowed() {
        #expect(members["codes"]?.shape == .array(UnitCode.shape))
        #expect(members["optionalCodes"]?.shape == .array(UnitCode.shape))
        #expect(members["counts"]?.shape == .dictionary(.integer(minimum: nil, maximum: nil)))
        #expect(members["inner"]?.shape == inner)
        #expect(members["inners"]?.shape == .array(inner))
        #expect(members["optionalInner"]?.shape == inner)
    }

    @Test func aRequestWithoutMembersIsAnEmptyObject() {
        #expect(Shape.of(ShowClock.self) == .object([]))
    }

    @Test func aSchemaSaysWhatIsRequiredAndForbidsTheRestWhenStrict() throws {
        let strict = inner.jsonSchema(isStrict: true)
        #expect(strict["type"]?.string == "object")
        #expect(strict["required"] == ["date"])
        #expect(strict["additionalProperties"] == false)
        #expect(strict["properties"]?["colour"]?["enum"] == ["red", "green"])
        #expect(strict["properties"]?["date"]?["pattern"]?.string == CalendarDate.pattern)
        #expect(inner.jsonSchema(isStrict: false)["additionalProperties"] == nil)
    }
}
