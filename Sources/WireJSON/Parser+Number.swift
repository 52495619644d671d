// Numbers: RFC 8259 section 6.

extension Parser {
    mutating func number() throws(WireJSONError) {
        let start = at
        var kind = Token.Kind.integer
        if current == UInt8(ascii: "-") { at += 1 }
        if current == UInt8(ascii: "0") { at += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            kind = .decimal
            at += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            kind = .decimal
            at += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        append(kind, from: start)
    }

    private mutating func digits() throws(WireJSONError) {
        let start = at
        while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { at += 1 }
        guard at > start else { throw unexpected("a digit") }
    }
}
