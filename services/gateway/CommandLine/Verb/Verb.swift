// A verb of the command line, made from a method's declaration: `registry.unit.get` is `sauro unit get`.

import ArgumentParser
import MessageSchema
import WireJSON

/// A method as a person calls it.
struct Verb: Sendable {
    var service: ServiceName
    var noun: String
    var verb: String
    var method: any Method.Type
    /// The members of the request, in their order, objects opened.
    var flags: [VerbFlag]
    /// Objects of the request that can also be given whole.
    var objects: [VerbFlag]
    /// Members that may stand without their flag, in this order.
    var positionals: [VerbFlag]
    /// True if the reply is a page that can be followed.
    var isPaged: Bool

    init?(_ method: any Method.Type, service: ServiceName) {
        guard let parts = method.name.parts else { return nil }
        self.service = service
        noun = parts.noun
        verb = parts.verb
        self.method = method
        let shape = Self.shape(method)
        flags = VerbFlag.all(of: shape)
        objects = VerbFlag.objects(of: shape)
        positionals = flags.filter { $0.isRequired && $0.path.count == 1 && $0.shape.isScalar && !$0.isBoolean }
        isPaged = flags.contains { $0.path == ["cursor"] }
    }

    var name: String { "\(noun) \(verb)" }
    var command: String { "sauro \(name)" }
    var isWrite: Bool { method.effect != .reads }

    /// The command that stands in this verb's place, if one does.
    var curated: (any ParsableCommand.Type)? { CuratedVerbs.command(noun: noun, verb: verb) }
    /// What it does, in a sentence.
    var summary: String { curated?.configuration.abstract ?? method.summary }

    /// The flags that a call takes beside its request's. One that has the name of a member stands for the member; as a
    /// setting it is given before the noun.
    var callFlags: [CallFlag] {
        let members = Set((flags + objects).map(\.name))
        return CallFlag.allCases.filter { isTaken($0) && !members.contains($0.rawValue) }
    }

    private func isTaken(_ flag: CallFlag) -> Bool {
        switch flag {
        case .asOf: method.timeTravel == .both
        case .knownAt: method.timeTravel != .none
        case .idempotencyKey: isWrite
        case .all: isPaged
        default: true
        }
    }

    /// The example of the method's declaration, as JSON.
    var example: JSONValue { Self.example(method) }

    /// The request checked by its own type. Throws the sentence that the type has for it, and where.
    func check(_ request: JSONValue) throws(WireJSONError) { try Self.check(request, method) }

    private static func shape<M: Method>(_ method: M.Type) -> Shape { Shape.of(M.self) }

    private static func example<M: Method>(_ method: M.Type) -> JSONValue {
        do {
            return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(M.example.request))
        } catch { preconditionFailure("the example of \(M.name) is no JSON: \(error)") }
    }

    private static func check<M: Method>(_ request: JSONValue, _ method: M.Type) throws(WireJSONError) {
        let bytes: [UInt8]
        do { bytes = try WireJSON.encode(request) } catch {
            throw WireJSONError(kind: .notEncodable, offset: 0, path: "", message: "\(error)")
        }
        _ = try WireJSON.decode(
            M.self, from: bytes, options: .init(bytesMax: Bounds.requestBytesMax), unknownMembers: .refused)
    }
}

/// The flags that go with a call, whatever its method.
enum CallFlag: String, CaseIterable, Sendable {
    case input, actAs = "as", asOf = "as-of", knownAt = "known-at", timeout, idempotencyKey = "idempotency-key"
    case all, parallel, output, data, gateway, key, context, quiet, help

    var takesValue: Bool { self != .all && self != .quiet && self != .help }

    /// What stands for the value in help.
    var placeholder: String {
        switch self {
        case .input: "FILE|-"
        case .actAs, .context: "NAME"
        case .asOf: "DATE"
        case .knownAt: "INSTANT|SEQUENCE"
        case .timeout: "MS|10s"
        case .idempotencyKey: "KEY"
        case .parallel: "N"
        case .output: "FORM"
        case .data: "DIR"
        case .gateway: "ADDRESS"
        case .key: "FILE"
        case .all, .quiet, .help: ""
        }
    }

    var meaning: String {
        switch self {
        case .input: "take the request as JSON or YAML; several of them are sent in batches"
        case .actAs: "act as a principal of the principals file"
        case .asOf: "what was true on a date"
        case .knownAt: "what was known then: an instant, or a sequence an earlier reply stated"
        case .timeout: "how long to wait, 10 s when left out, 60 s at most"
        case .idempotencyKey: "a write with the same key is executed once; entry I of a batch has KEY/I"
        case .all: "follow the list to its end"
        case .parallel: "batches under way at once, 8 when left out"
        case .output: "text, json, jsonl or none"
        case .data: "the data folder of the suite"
        case .gateway: "call by this gateway, tcp://HOST:PORT/KEY; may be repeated"
        case .key: "the file with your key pair, for gateways over TCP"
        case .context: "a context of the config file"
        case .quiet: "say nothing but errors on standard error"
        case .help: "show this"
        }
    }

    var words: [String] { self == .output ? OutputForm.allCases.map(\.rawValue) : [] }
}
