// The parameters of a call as somebody writes them.

import MessageSchema
import WireJSON

/// Reads parameters.
enum ParameterText {
    /// The object that the bytes are. Throws, saying where, for what is none.
    static func object(_ bytes: [UInt8]) throws(UsageError) -> JSONValue {
        let value: JSONValue
        do throws(WireJSONError) {
            value = try WireJSON.decode(JSONValue.self, from: bytes, options: .init(duplicateMembers: .refused))
        } catch {
            throw UsageError("the parameters, \(TextPlace(of: error.offset, in: bytes)): \(error.message)")
        }
        guard value.object != nil else { throw UsageError("the parameters are one JSON object") }
        return value
    }
}
