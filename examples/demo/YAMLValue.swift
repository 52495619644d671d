// YAML as the JSON it stands for, so that input is read as strictly as what comes over the wire.

internal import WireJSON
internal import Yams

/// Reads YAML 1.2 into JSON values.
enum YAMLValue {
    static func read(_ text: String) throws -> JSONValue {
        guard let node = try compose(yaml: text) else { return .null }
        return try value(of: node)
    }

    private static func value(of node: Node) throws -> JSONValue {
        switch node {
        case .scalar(let scalar): return self.scalar(scalar, tag: node.tag.description)
        case .sequence(let sequence): return .array(try sequence.map(value(of:)))
        case .mapping(let mapping): return .object(try mapping.map(member(of:)))
        case .alias: throw DemoError("YAML aliases are not used in the examples")
        }
    }

    private static func member(of pair: (key: Node, value: Node)) throws -> JSONMember {
        guard let key = pair.key.string else { throw DemoError("a YAML key is not text") }
        return JSONMember(key: key, value: try value(of: pair.value))
    }

    private static func scalar(_ scalar: Node.Scalar, tag: String) -> JSONValue {
        switch tag {
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool": .bool(["true", "yes", "on"].contains(scalar.string.lowercased()))
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float": .number(scalar.string)
        default: .string(scalar.string)
        }
    }
}
