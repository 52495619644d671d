// A shape as JSON Schema (draft 2020-12), for OpenRPC documents and `sauro describe`.

public import WireJSON

extension Shape {
    /// The JSON Schema of the shape. `isStrict` forbids members that are not named, as requests do.
    public func jsonSchema(isStrict: Bool) -> JSONValue {
        switch self {
        case .string: Self.typed("string")
        case .text(let text):
            Self.typed(
                "string",
                [("description", .string(text.form))] + (text.pattern.map { [("pattern", .string($0))] } ?? [])
                    + [("examples", .array([.string(text.sample)]))])
        case .boolean: Self.typed("boolean")
        case .integer(let minimum, let maximum):
            Self.typed(
                "integer",
                (minimum.map { [("minimum", .number(String($0)))] } ?? [])
                    + (maximum.map { [("maximum", .number(String($0)))] } ?? []))
        case .number: Self.typed("number")
        case .words(let words): Self.typed("string", [("enum", .array(words.map { .string($0) }))])
        case .array(let element): Self.typed("array", [("items", element.jsonSchema(isStrict: isStrict))])
        case .dictionary(let value):
            Self.typed("object", [("additionalProperties", value.jsonSchema(isStrict: isStrict))])
        case .object(let members): Self.object(members, isStrict: isStrict)
        case .any(let shapes):
            .object([JSONMember(key: "anyOf", value: .array(shapes.map { $0.jsonSchema(isStrict: isStrict) }))])
        case .json: .object([])
        }
    }

    private static func object(_ members: [Member], isStrict: Bool) -> JSONValue {
        let properties = members.map { JSONMember(key: $0.name, value: $0.shape.jsonSchema(isStrict: isStrict)) }
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        return typed(
            "object",
            [("properties", .object(properties))] + (required.isEmpty ? [] : [("required", .array(required))])
                + (isStrict ? [("additionalProperties", .bool(false))] : []))
    }

    private static func typed(_ type: String, _ rest: [(String, JSONValue)] = []) -> JSONValue {
        .object([JSONMember(key: "type", value: .string(type))] + rest.map { JSONMember(key: $0.0, value: $0.1) })
    }
}
