// What the decoder of JSON-RPC promises: whatever comes in has an answer that is JSON-RPC itself; what is taken is
// written again to the same request.

import FuzzGround
import MessageSchema
import WireJSON

@testable import Fabric

/// A body, as services, the gateway and clients read it.
enum JSONRPCProperties {
    static func check(_ body: [UInt8]) throws {
        try TextProperties.check(body)
        let read = JSONRPC.read(body)
        try checkScan(body)
        switch read {
        case .single(let entry): try checkEntry(entry)
        case .batch(let entries):
            try promise((1...JSONRPC.Limits().batchEntriesMax).contains(entries.count), "\(entries.count) entries")
            for entry in entries { try checkEntry(entry) }
        }
        try checkAnswers(body)
    }

    private static func checkEntry(_ entry: Result<JSONRPC.Request, JSONRPC.Refusal>) throws {
        switch entry {
        case .success(let request):
            try checkRequest(request)
            try MethodProperties.check(request)
        case .failure(let refusal):
            try checkAnswer(JSONRPC.response(id: refusal.id, failure: refusal.failure), refusal)
        }
    }

    private static func checkRequest(_ request: JSONRPC.Request) throws {
        let metadata = request.metadata
        try promise(metadata.deadline.map((0...CallMetadata.deadlineMax).contains) ?? true, "a deadline out of bounds")
        try promise(!request.method.isEmpty, "a method without a name")
        let written = JSONRPC.request(
            id: request.id, method: request.method, params: try params(of: request), metadata: metadata)
        guard case .single(.success(let again)) = JSONRPC.read(written) else {
            throw BrokenPromise("a request is not read again once it is written: \(quoted(written))")
        }
        try promise(again.id == request.id, "it has another id")
        try promise(again.method.utf8.elementsEqual(request.method.utf8), "it has another method")
        try promise(again.metadata == metadata, "it has other metadata")
        try promise(try params(of: again) == params(of: request), "it has other parameters")
    }

    /// The parameters without `_meta`, written anew.
    private static func params(of request: JSONRPC.Request) throws -> [UInt8] {
        guard let params = request.params else { return Array("{}".utf8) }
        let members = try params.decode(JSONValue.self).object ?? []
        return try WireJSON.encode(JSONValue.object(members.filter { $0.key != CallMetadata.member }))
    }

    /// The answer to a refusal, looked at as a stranger would, and as our own client does.
    private static func checkAnswer(_ answer: [UInt8], _ refusal: JSONRPC.Refusal) throws {
        let root = try WireJSON.parse(answer, options: WireJSON.Options(duplicateMembers: .refused))
        try promise(root["jsonrpc"]?.string == "2.0" && root["result"] == nil, "an answer is not JSON-RPC")
        try promise(root["id"]?.raw == refusal.id?.bytes ?? Array("null".utf8), "an answer has another id")
        try promise(root["error"]?["code"]?.integer == Int64(refusal.failure.kind.code), "an answer has another code")
        try promise(root["error"]?["message"]?.string?.isEmpty == false, "an answer says nothing")
        guard let answers = JSONRPC.answers(answer, bytesMax: answer.count), answers.entries.count == 1,
            case .failure(let failure) = answers.entries[0].outcome
        else { throw BrokenPromise("our client does not read: \(quoted(answer))") }
        try promise(failure == refusal.failure, "our client reads another failure: \(failure)")
    }

    /// The gateway's answer in a service's stead: one for each request, under its id.
    private static func checkScan(_ body: [UInt8]) throws {
        let scan = Scan(body, limits: JSONRPC.Limits())
        let answer = scan.answer(.fabric(.unavailable, "the service is gone", executed: .unknown))
        let root = try WireJSON.parse(answer, options: WireJSON.Options(bytesMax: .max, duplicateMembers: .refused))
        switch JSONRPC.read(body) {
        case .single: try promise(root.kind == .object, "a single request is answered by a batch")
        case .batch(let entries):
            try promise(root.elements.count == entries.count, "a batch has fewer answers than requests")
        }
        try promise((0...CallMetadata.deadlineMax).contains(scan.deadline), "a scan waits for ever")
        _ = scan.isRepeatable([:])
        _ = scan.actAs()
    }

    /// The same bytes as an answer.
    private static func checkAnswers(_ body: [UInt8]) throws {
        guard let answers = JSONRPC.answers(body, bytesMax: body.count) else { return }
        for entry in answers.entries {
            guard case .failure(let failure) = entry.outcome else { continue }
            let written = JSONRPC.response(id: entry.id.map { RawJSON(unsafeUnchecked: $0) }, failure: failure)
            let again = JSONRPC.answers(written, bytesMax: written.count)?.entries.first
            guard case .failure(let second)? = again?.outcome else {
                throw BrokenPromise("an error is not read again: \(quoted(written))")
            }
            try promise(second == failure, "an error is another one once it is written: \(quoted(written))")
        }
    }
}
