// What the reader of JSON texts promises: bounds hold, duplicates are found, and what is read and written once is
// written the same ever after.

import FuzzGround
import WireJSON

/// Any bytes as a JSON text.
enum TextProperties {
    static func check(_ bytes: [UInt8]) throws {
        let lax = result(bytes, .lastWins)
        let strict = result(bytes, .refused)
        switch (lax, strict) {
        case (.failure(let one), .failure(let other)):
            try promise(one == other || other.kind == .duplicateMember, "two reasons: \(one) and \(other)")
            try checkPlace(of: one, in: bytes)
        case (.success(let node), .failure(let error)):
            try promise(error.kind == .duplicateMember, "refused for more than its duplicates: \(error)")
            try checkPlace(of: error, in: bytes)
            try checkValue(node)
        case (.success(let node), .success(let other)):
            try promise(node.raw == other.raw, "duplicates that are none")
            try checkValue(node)
            try checkDepth(bytes)
        case (.failure(let error), .success):
            throw BrokenPromise("refused only when duplicates are allowed: \(error)")
        }
    }

    private static func result(
        _ bytes: [UInt8], _ duplicates: WireJSON.DuplicateMembers
    ) -> Result<JSONNode, WireJSONError> {
        do throws(WireJSONError) {
            return .success(try WireJSON.parse(bytes, options: WireJSON.Options(duplicateMembers: duplicates)))
        } catch { return .failure(error) }
    }

    private static func checkPlace(of error: WireJSONError, in bytes: [UInt8]) throws {
        try promise((0...bytes.count).contains(error.offset), "an error past the end: \(error)")
        try promise(error.path.isEmpty || error.path.hasPrefix("/"), "a path that is no JSON pointer: \(error)")
        try promise(!error.message.isEmpty, "an error without a sentence")
    }

    /// Decoding and encoding is stable, also by way of the form for people.
    private static func checkValue(_ node: JSONNode) throws {
        let value = try node.decode(JSONValue.self)
        let written = try WireJSON.encode(value)
        let again = try WireJSON.parse(written, options: WireJSON.Options(bytesMax: .max, duplicateMembers: .refused))
        try promise(try WireJSON.encode(again.decode(JSONValue.self)) == written, "written again, it is another text")
        let pretty = try WireJSON.encodePretty(value)
        let read = try WireJSON.decode(JSONValue.self, from: pretty, options: WireJSON.Options(bytesMax: .max))
        try promise(try WireJSON.encode(read) == written, "for people, it is another text")
        try checkNames(node)
    }

    /// No object shows two members of one name, and each is found by its name.
    private static func checkNames(_ node: JSONNode) throws {
        let members = node.members
        try promise(Set(members.map { Array($0.key.utf8) }).count == members.count, "two members of one name")
        for member in members {
            try promise(node[member.key]?.offset == member.value.offset, "a member is not found by its name")
            try checkNames(member.value)
        }
        for element in node.elements { try checkNames(element) }
    }

    /// The depth of a text that was taken, counted once more on its bytes.
    private static func checkDepth(_ bytes: [UInt8]) throws {
        var (depth, deepest, isString, isEscaped) = (0, 0, false, false)
        for byte in bytes {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = isString
            case UInt8(ascii: "\""): isString.toggle()
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += isString ? 0 : 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= isString ? 0 : 1
            default: break
            }
            deepest = max(deepest, depth)
        }
        try promise(depth == 0 && !isString, "a text that does not close what it opens is taken")
        try promise(deepest <= WireJSON.Options.standard.depthMax, "a text of depth \(deepest) is taken")
    }
}
