// The OpenRPC document of a service, made from its contract (OpenRPC 1.3.2).

public import WireJSON

/// Makes OpenRPC documents.
public enum OpenRPC {
    /// The name of the method that returns the document (OpenRPC 1.3.2, service discovery).
    public static let discover = "rpc.discover"

    /// The document of a service, with only those methods that it serves.
    public static func document(of contract: any Contract.Type, version: String) -> JSONValue {
        object([
            ("openrpc", .string("1.3.2")),
            (
                "info",
                object([
                    ("title", .string("Sauro \(contract.service.text)")),
                    ("description", .string(contract.summary)), ("version", .string(version)),
                ])
            ),
            ("methods", .array(contract.allMethods.map { method($0, of: contract) })),
            ("components", object([("errors", errors(of: contract))])),
        ])
    }

    private static func method<M: Method>(_ type: M.Type, of contract: any Contract.Type) -> JSONValue {
        guard case .object(let members) = Shape.of(M.self) else {
            preconditionFailure("the request \(M.self) is not an object on the wire")
        }
        return object([
            ("name", .string(M.name.text)),
            ("summary", .string(M.summary)),
            ("paramStructure", .string("by-name")),
            ("params", .array(members.map(parameter))),
            (
                "result",
                object([
                    ("name", .string("result")),
                    ("schema", Shape.of(M.Reply.self).jsonSchema(isStrict: false)),
                ])
            ),
            ("x-effect", .string(M.effect.rawValue)),
            ("x-permission", .string(M.permission.rawValue)),
            ("x-time-travel", .string(M.timeTravel.rawValue)),
        ])
    }

    private static func parameter(_ member: Shape.Member) -> JSONValue {
        object([
            ("name", .string(member.name)), ("required", .bool(member.isRequired)),
            ("schema", member.shape.jsonSchema(isStrict: true)),
        ])
    }

    private static func errors(of contract: any Contract.Type) -> JSONValue {
        .object(
            (contract.errors + FrameErrors.all).map { error in
                JSONMember(
                    key: error.name,
                    value: object([
                        ("code", .number(String(error.kind.code))), ("message", .string(error.meaning)),
                        (
                            "data",
                            object([
                                ("name", .string(error.name)), ("kind", .string(error.kind.rawValue)),
                                ("remedy", .string(error.remedy)),
                            ])
                        ),
                    ]))
            })
    }

    private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { JSONMember(key: $0.0, value: $0.1) })
    }
}
