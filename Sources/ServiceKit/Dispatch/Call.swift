// One request on its way through the frame.

import Fabric
import MessageSchema
import WireJSON

extension CallMetadata {
    /// The caller's trace context if it has the form of W3C Trace Context, section 3.2: `00-TRACEID-PARENT-FLAGS` in
    /// lower-case hexadecimal. Any other text is ignored, as section 4.3 says: it would stand in the log.
    var trace: String? {
        let parts = traceparent?.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) ?? []
        let digits = Array("0123456789abcdef".utf8)
        guard parts.map(\.count) == [2, 32, 16, 2], parts.allSatisfy({ $0.allSatisfy(digits.contains) }) else {
            return nil
        }
        return traceparent
    }
}

/// A request with what the gateway and the caller say about it.
struct Call: Sendable {
    var request: JSONRPC.Request
    var principal: Principal
    /// Monotonic milliseconds after which the caller no longer waits.
    var deadline: Int64
    var bytes: Int

    /// The parameters as the method's type; members it does not know are refused by name.
    func decode<M: Method>(_ method: M.Type) throws -> M {
        guard let params = request.params else {
            return try WireJSON.decode(M.self, from: Array("{}".utf8))
        }
        return try params.decode(M.self, unknownMembers: .refused, exempt: [CallMetadata.member])
    }
}
