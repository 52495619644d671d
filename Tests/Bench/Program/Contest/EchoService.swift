// A service of nothing but the fabric: what carriage and codec cost, without rules, roles or a database.

import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import WireJSON

/// Answers a text or a claim with itself, after it was read as what it is.
enum EchoService {
    static let service: ServiceName = "bench"
    static let text = "bench.text.echo"
    static let claim = "bench.claim.echo"

    /// Serves at a gateway until the standard input ends.
    static func serve(at gateway: Endpoint) async throws {
        let announcement = ReadyAnnouncement(
            service: service.text, instance: Surroundings.live.newIdentifier(), epoch: 1, version: "1",
            methods: [text: .reads, claim: .reads],
            credit: .init(requests: 4096, bytes: 64 << 20, parked: 0))
        let worker = Worker(
            transport: ZeroMQTransport(), gateways: [gateway], announcement: announcement, surroundings: .live)
        try worker.start()
        Thread.detachNewThread {
            while getchar() != EOF {}
            exit(0)
        }
        for await request in worker.requests { request.reply(answer(request.body)) }
    }

    private static func answer(_ body: [UInt8]) -> [UInt8] {
        switch JSONRPC.read(body) {
        case .single(.success(let call)):
            do {
                return JSONRPC.response(id: call.id, result: try echo(call), metadata: nil)
            } catch {
                let failure = Failure.fabric(.invalidParams, "\(error)", executed: .no)
                return JSONRPC.response(id: call.id, failure: failure)
            }
        case .single(.failure(let refusal)): return JSONRPC.response(id: refusal.id, failure: refusal.failure)
        case .batch:
            return JSONRPC.response(id: nil, failure: .fabric(.invalidRequest, "no batches", executed: .no))
        }
    }

    private static func echo(_ call: JSONRPC.Request) throws -> [UInt8] {
        guard let params = call.params else { throw Trouble("there are no parameters") }
        switch call.method {
        case text: return try WireJSON.encode(try params.decode(EchoedText.self))
        case claim: return try WireJSON.encode(try params.decode(Claim.self))
        default: throw Trouble("\(call.method) is no method")
        }
    }
}

/// A text to be carried there and back.
struct EchoedText: Codable, Hashable, Sendable {
    var text: String
}

extension Client {
    /// Has the echo service give a value back, and reads it.
    func echo<Value: Codable & Equatable & Sendable>(_ value: Value, _ method: String) async throws {
        let params = RawJSON(unsafeUnchecked: try WireJSON.encode(value))
        let reply = try await call(service: EchoService.service, method: method, params: params)
        guard try WireJSON.decode(Value.self, from: reply.bytes) == value else {
            throw Trouble("\(method) gave another value")
        }
    }
}
