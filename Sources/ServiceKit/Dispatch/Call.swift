// One request on its way through the frame.

import Fabric
import MessageSchema
import WireJSON

/// A request with what the gateway and the caller say about it.
struct Call: Sendable {
    var request: JSONRPC.Request
    var principal: Principal
    /// Monotonic milliseconds after which the caller no longer waits.
    var deadline: Int64
    var bytes: Int
    /// Its place in its trace.
    var span: RequestSpan

    /// The parameters as the method's type; members it does not know are refused by name.
    func decode<M: Method>(_ method: M.Type) throws -> M {
        guard let params = request.params else {
            return try WireJSON.decode(M.self, from: Array("{}".utf8))
        }
        return try params.decode(M.self, unknownMembers: .refused, exempt: [CallMetadata.member])
    }
}
