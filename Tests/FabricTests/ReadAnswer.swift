// Answers as tests look at them.

import MessageSchema
import Testing
import WireJSON

@testable import Fabric

/// One answer, reduced to what tests ask about.
struct ReadAnswer: Equatable, CustomStringConvertible {
    var id: String
    /// `result` or an error's kind.
    var kind: String
    var executed: String?
    var message = ""
    /// Milliseconds.
    var retryAfter: Int64?

    static func == (left: Self, right: Self) -> Bool {
        left.id == right.id && left.kind == right.kind && left.executed == right.executed
    }

    init(_ id: String, _ kind: String, executed: String? = nil) {
        self.id = id
        self.kind = kind
        self.executed = executed
    }

    init(_ kind: ErrorKind, id: String = "null", executed: Failure.Executed? = nil) {
        self.init(id, kind.rawValue, executed: executed?.rawValue)
    }

    var description: String { "(\(id) \(kind) \(executed ?? "-"))" }

    static func one(_ body: [UInt8]) -> ReadAnswer? {
        let all = read(body)
        return all.count == 1 ? all[0] : nil
    }

    /// All answers of a body, one if it is not a batch.
    static func read(_ body: [UInt8]) -> [ReadAnswer] {
        guard let root = try? WireJSON.parse(body, options: .init(duplicateMembers: .refused))
        else {
            Issue.record("no JSON: \(String(decoding: body, as: UTF8.self))")
            return []
        }
        return (root.kind == .array ? root.elements : [root]).map(ReadAnswer.init(node:))
    }

    private init(node: JSONNode) {
        #expect(node["jsonrpc"]?.string == "2.0")
        id = String(decoding: node["id"]?.raw ?? [], as: UTF8.self)
        guard let error = node["error"] else {
            kind = node["result"]?.kind == .object ? "result" : "no answer"
            return
        }
        let data = error["data"]
        kind = data?["kind"]?.string ?? "no kind"
        executed = data?["executed"]?.string
        retryAfter = data?["retryAfter"]?.integer
        message = error["message"]?.string ?? ""
        #expect(data?["name"]?.string == "fabric.\(kind)")
        #expect(error["code"]?.integer == ErrorKind(rawValue: kind).map { Int64($0.code) })
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A request's body.
func body(_ id: Int, _ method: String = "echo.thing.get", meta: String? = nil, params: String = "")
    -> [UInt8]
{
    let member = meta.map { (params.isEmpty ? "" : ",") + "\"_meta\":{\($0)}" } ?? ""
    return bytes(
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(params)\#(member)}}"#
    )
}

/// A result's body.
func result(_ id: Int, _ members: String = "") -> [UInt8] {
    bytes("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":{\(members)}}")
}

/// The service the tests play.
func announcement(
    instance: String = "one", epoch: Int = 1, service: String = "echo", requests: Int = 10,
    bytes: Int = 1 << 20,
    parked: Int = 10
) -> ReadyAnnouncement {
    ReadyAnnouncement(
        service: service, instance: instance, epoch: epoch, version: "1.0",
        methods: [
            "echo.thing.get": .reads, "echo.thing.put": .idempotentWrite, "echo.thing.add": .write,
        ],
        credit: .init(requests: requests, bytes: bytes, parked: parked))
}

let administrator = Principal(name: "local:0", roles: [.administrator])
