// Answers and requests, byte for byte.

import MessageSchema
import Testing
import WireJSON

@testable import Fabric

@Suite struct JSONRPCWriteTests {
    let one = RawJSON(unsafeUnchecked: bytes("1"))

    @Test func `A result's metadata is its last member`() {
        let written = JSONRPC.response(
            id: one, result: bytes(#"{"a":1}"#), metadata: ReplyMetadata(sequence: 7))
        #expect(
            text(written) == #"{"jsonrpc":"2.0","id":1,"result":{"a":1,"_meta":{"sequence":7}}}"#)
    }

    @Test(arguments: ["{}", "{ }", " {\n} "]) func `An empty result takes metadata without a comma`(
        empty: String
    ) throws {
        let written = JSONRPC.response(
            id: one, result: bytes(empty), metadata: ReplyMetadata(sequence: 7))
        let node = try WireJSON.parse(written)
        #expect(node["result"]?["_meta"]?["sequence"]?.integer == 7)
    }

    @Test func `Without metadata the result is passed through`() {
        let written = JSONRPC.response(id: one, result: bytes(#"{"a":1}"#), metadata: nil)
        #expect(text(written) == #"{"jsonrpc":"2.0","id":1,"result":{"a":1}}"#)
    }

    @Test func `An error has code, message and data`() {
        let failure = Failure.fabric(.overloaded, "wait", retryAfter: 5, executed: .no)
        #expect(
            text(JSONRPC.response(id: nil, failure: failure))
                == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32007,"message":"wait","data":"#
                + #"{"kind":"overloaded","name":"fabric.overloaded","retryable":true,"#
                + #""retryAfter":5,"executed":"no"}}}"#
        )
    }

    @Test func `A request carries only the metadata that is set`() {
        let silent = JSONRPC.request(
            id: one, method: "a.b.c", params: bytes("{}"), metadata: CallMetadata())
        #expect(text(silent) == #"{"jsonrpc":"2.0","id":1,"method":"a.b.c","params":{}}"#)
        let keyed = JSONRPC.request(
            id: one, method: "a.b.c", params: bytes(#"{"x":{}}"#),
            metadata: CallMetadata(idempotencyKey: "k"))
        #expect(
            text(keyed)
                == #"{"jsonrpc":"2.0","id":1,"method":"a.b.c","#
                + #""params":{"x":{},"_meta":{"idempotencyKey":"k"}}}"#
        )
    }

    @Test func `A batch's answer is an array`() {
        #expect(text(JSONRPC.array(of: [bytes("{}"), bytes("{}")])) == "[{},{}]")
    }
}
