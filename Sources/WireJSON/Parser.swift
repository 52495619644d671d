// The grammar of RFC 8259, read in one pass without recursion: the open containers are a list.
// Strings and numbers are in Parser+String.swift and Parser+Number.swift, names that appear twice
// in Parser+Duplicates.swift.

struct Parser {
    /// The text as an array, for what looks at it once, and as the memory of that array, for what looks at each byte.
    /// Whoever reads the memory asks first whether `at` is within; a debug build checks it once more.
    let bytes: [UInt8]
    let text: UnsafeBufferPointer<UInt8>
    var at = 0
    var tokens: [Token] = []
    /// The tokens of the containers not yet closed, the innermost last.
    private var open: [Int] = []
    private let depthMax: Int
    private let duplicates: WireJSON.DuplicateMembers

    static func document(
        _ bytes: [UInt8], options: WireJSON.Options
    ) throws(WireJSONError) -> Document {
        let bytesMax = min(options.bytesMax, Int(UInt32.max) - 1)
        guard bytes.count <= bytesMax else {
            throw WireJSONError(
                kind: .tooLong, offset: bytesMax, path: "",
                message: "the text has \(bytes.count) bytes; \(bytesMax) are allowed")
        }
        return try bytes.withUnsafeBufferPointer { text throws(WireJSONError) in
            var parser = Parser(bytes: bytes, text: text, options: options)
            try parser.whole()
            return Document(bytes: bytes, tokens: parser.tokens)
        }
    }

    private init(bytes: [UInt8], text: UnsafeBufferPointer<UInt8>, options: WireJSON.Options) {
        self.bytes = bytes
        self.text = text
        depthMax = min(options.depthMax, WireJSON.Options.depthCeiling)
        duplicates = options.duplicateMembers
        // Between a token each two bytes and each fifty; messages have about one in eight.
        tokens.reserveCapacity(bytes.count / 8 + 4)
    }

    private mutating func whole() throws(WireJSONError) {
        skipWhitespace()
        try value()
        while let container = open.last {
            try part(of: container)
        }
        skipWhitespace()
        guard at == text.count else { throw unexpected("the end of the text") }
    }

    /// Reads on in a container: its end, or its next element or member.
    private mutating func part(of container: Int) throws(WireJSONError) {
        let isObject = tokens[container].kind == .object
        let closing = UInt8(ascii: isObject ? "}" : "]")
        skipWhitespace()
        if current == closing { return try close(container) }
        if tokens.count > container + 1 {
            try take(UInt8(ascii: ","), orElse: isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
            skipWhitespace()
        }
        if isObject { try name() }
        try value()
    }

    private mutating func name() throws(WireJSONError) {
        guard current == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
        try string(isName: true)
        skipWhitespace()
        try take(UInt8(ascii: ":"), orElse: "\":\"")
        skipWhitespace()
    }

    /// Reads a scalar, or the opening of a container.
    private mutating func value() throws(WireJSONError) {
        guard let byte = current else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "{"): try begin(.object)
        case UInt8(ascii: "["): try begin(.array)
        case UInt8(ascii: "\""): try string(isName: false)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .yes)
        case UInt8(ascii: "f"): try literal("false", .no)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func begin(_ kind: Token.Kind) throws(WireJSONError) {
        guard open.count < depthMax else {
            throw failure(.tooDeep, "more than \(depthMax) arrays and objects are open at once")
        }
        open.append(tokens.count)
        tokens.append(Token(start: UInt32(at), end: .max, next: .max, kind: kind))
        at += 1
    }

    private mutating func close(_ container: Int) throws(WireJSONError) {
        at += 1
        if tokens[container].kind == .object { try settleDuplicates(container, duplicates) }
        tokens[container].end = UInt32(at)
        tokens[container].next = UInt32(tokens.count)
        open.removeLast()
    }

    private mutating func literal(
        _ word: StaticString, _ kind: Token.Kind
    ) throws(WireJSONError) {
        let start = at
        for position in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[position] else { throw unexpected("\"\(word)\"") }
            at += 1
        }
        append(kind, from: start)
    }
}

extension Parser {
    /// The byte to be read next, nil at the end of the text.
    var current: UInt8? { at < text.count ? text[at] : nil }

    mutating func append(_ kind: Token.Kind, from start: Int, isName: Bool = false) {
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(at), next: UInt32(tokens.count + 1), kind: kind,
                isName: isName))
    }

    /// Skips space, tab, line feed and carriage return (RFC 8259, section 2).
    private mutating func skipWhitespace() {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8, orElse wanted: String) throws(WireJSONError) {
        guard current == byte else { throw unexpected(wanted) }
        at += 1
    }

    /// The error at the byte to be read next, or at one said.
    func failure(
        _ kind: WireJSONError.Kind, at offset: Int? = nil, _ message: String
    ) -> WireJSONError {
        let path = Document(bytes: bytes, tokens: tokens).pointer(to: tokens.count)
        return WireJSONError(kind: kind, offset: offset ?? at, path: path, message: message)
    }

    func unexpected(_ wanted: String) -> WireJSONError {
        failure(.syntax, "expected \(wanted), found \(found)")
    }

    private var found: String {
        guard let byte = current else { return "the end of the text" }
        return 0x20 < byte && byte < 0x7F
            ? "\"\(Character(UnicodeScalar(byte)))\"" : "byte 0x\(String(byte, radix: 16))"
    }
}
