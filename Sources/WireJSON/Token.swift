// One value or member name of a parsed text: where it stands and where the next one is.
// A document is a flat list of these in the order of the text, a container before its contents.

struct Token: Sendable {
    enum Kind: UInt8, Sendable {
        case object, array, plainString, escapedString, integer, decimal, yes, no, null
    }

    /// The first byte, of a string its quote.
    var start: UInt32
    /// The byte after the last.
    var end: UInt32
    /// The index of the first token that is not inside this one.
    var next: UInt32
    var kind: Kind
    /// This is a member's name; its value is the token after it.
    var isName = false
    /// A later member of the same object has the same name.
    var isSuperseded = false

    var isString: Bool { kind == .plainString || kind == .escapedString }

    /// What the token is, in the words of an error message.
    var noun: String {
        switch kind {
        case .object: "an object"
        case .array: "an array"
        case .plainString, .escapedString: "a string"
        case .integer: "an integer"
        case .decimal: "a number with a fraction or exponent"
        case .yes, .no: "a boolean"
        case .null: "null"
        }
    }
}
