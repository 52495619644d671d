// Tokens as Swift's scalars, or the error that says why not.

extension DecodingSession {
    func expect(_ kind: Token.Kind, at index: Int, _ wanted: String) throws(WireJSONError) {
        if document.tokens[index].kind != kind { throw mismatch(wanted, at: index) }
    }

    func mismatch(_ wanted: String, at index: Int) -> WireJSONError {
        failure(
            .typeMismatch, at: index, "expected \(wanted), found \(document.tokens[index].noun)")
    }

    func isNull(_ index: Int) -> Bool { document.tokens[index].kind == .null }

    func string(at index: Int) throws(WireJSONError) -> String {
        guard document.tokens[index].isString else { throw mismatch("a string", at: index) }
        return document.string(index)
    }

    func bool(at index: Int) throws(WireJSONError) -> Bool {
        switch document.tokens[index].kind {
        case .yes: return true
        case .no: return false
        default: throw mismatch("a boolean", at: index)
        }
    }

    func integer<I: FixedWidthInteger>(
        _ type: I.Type, at index: Int
    ) throws(WireJSONError) -> I {
        try expect(.integer, at: index, "an integer")
        guard let value = document.integer(index, as: type) else {
            throw failure(
                .outOfRange, at: index, "the integer is not within \(type.min) to \(type.max)")
        }
        return value
    }

    /// The nearest value of the type; a number too great for it is refused, one too small is 0.
    func float<F: BinaryFloatingPoint & LosslessStringConvertible>(
        _ type: F.Type, at index: Int
    ) throws(WireJSONError) -> F {
        let kind = document.tokens[index].kind
        guard kind == .integer || kind == .decimal else { throw mismatch("a number", at: index) }
        guard let value = F(String(decoding: document.raw(index), as: UTF8.self)), value.isFinite
        else { throw failure(.outOfRange, at: index, "the number does not fit \(type)") }
        return value
    }
}
