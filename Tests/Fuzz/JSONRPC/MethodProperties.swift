// What every method of the suite promises of its parameters: they are refused, or read to a request that is written
// and read again without a change.

import Fabric
import FuzzGround
import MessageSchema
import WireJSON

/// The parameters of a method that the suite has, read as a service reads them.
enum MethodProperties {
    static func check(_ request: JSONRPC.Request) throws {
        guard let params = request.params, let method = methods[request.method] else { return }
        try check(method, params)
    }

    // Looked up by name in each run; the catalogue's own search walks all contracts.
    private static let methods: [String: any Method.Type] = {
        let all = Catalogue.contracts.flatMap { $0.allMethods }
        return Dictionary(all.map { ($0.name.text, $0) }) { first, _ in first }
    }()

    private static func check<M: Method>(_ method: M.Type, _ params: JSONNode) throws {
        let request: M
        do throws(WireJSONError) {
            request = try params.decode(M.self, unknownMembers: .refused, exempt: [CallMetadata.member])
        } catch {
            return try promise(!error.message.isEmpty, "a refusal without a sentence")
        }
        let written = try WireJSON.encode(request)
        let again: M
        do throws(WireJSONError) { again = try WireJSON.decode(M.self, from: written, unknownMembers: .refused) } catch
        {
            throw BrokenPromise("\(M.name.text) is not read again: \(error): \(quoted(written))")
        }
        try promise(again == request, "\(M.name.text) is another request once it is written: \(quoted(written))")
        try promise(try WireJSON.encode(again) == written, "\(M.name.text) is written in two ways: \(quoted(written))")
    }
}
