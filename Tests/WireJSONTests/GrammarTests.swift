// RFC 8259's grammar as a table: what is read, and what is refused at which byte.

import Testing

@testable import WireJSON

/// The error a text is refused with, nil if it is read.
func refusal(_ text: String, _ options: WireJSON.Options = .standard) -> WireJSONError? {
    refusal(Array(text.utf8), options)
}

func refusal(_ bytes: [UInt8], _ options: WireJSON.Options = .standard) -> WireJSONError? {
    do throws(WireJSONError) {
        _ = try WireJSON.parse(bytes, options: options)
        return nil
    } catch {
        return error
    }
}

struct Refused: Sendable, CustomTestStringConvertible {
    var text: String
    var offset: Int
    var kind: WireJSONError.Kind

    init(_ text: String, _ offset: Int, _ kind: WireJSONError.Kind = .syntax) {
        self.text = text
        self.offset = offset
        self.kind = kind
    }

    var testDescription: String { "\(text.debugDescription) at \(offset)" }
}

struct GrammarTests {
    static let accepted = [
        "null", "true", "false", "0", "-0", "1", "-1", "10", "123456789012345678901234567890",
        "0.0", "-0.0", "0.5", "1.5", "123.456", "1e1", "1E1", "1e+1", "1e-1", "1.5e10", "-1.5E-10",
        "0e0", "0E+0", "1e999", "0.00000000000000000000000000000000000001", "\"\"", "\"a\"",
        "\"\u{7F}\"", "\"/\"", "\"\\/\"", "\"\\\"\"", "\"\\\\\"", "\"\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"", "\"\\u00e9\"", "\"\\u00E9\"", "\"\\uD83D\\uDE00\"", "\"\\ud83d\\ude00\"",
        "\"\\uDBFF\\uDFFF\"", "\"\\uFFFF\"", "\"\\\\u00zz\"", "\"é\"", "\"漢字\"", "\"😀\"",
        "\"\u{FEFF}\"", "\"\u{2028}\u{2029}\"", "\"'\"", "[]", "[ ]", "{}", "{ }", "[1]", "[1,2]",
        "[ 1 , 2 ]", "[[]]", "[{}]", "[[],[]]", "[null,true,false,0,\"\",[],{}]", "{\"a\":1}",
        "{\"a\":1,\"b\":2}", "{ \"a\" : 1 , \"b\" : 2 }", "{\"\":0}", "{\"a\":{\"b\":{\"c\":[]}}}",
        "{\"a\\u0000b\":1}", "{\"a\":1,\"a\":2}", " null", "null ", "\t\n\r null \r\n\t",
        "[\n1,\n2\n]", "{\r\n\"a\"\t:\t1}", "[1.0,1e2,-3]", "[-0]", "{\"a\":[{\"b\":[{\"c\":1}]}]}",
    ]

    @Test("a text of RFC 8259 is read", arguments: accepted)
    func accepts(text: String) {
        #expect(refusal(text) == nil)
    }

    static let refused: [Refused] = [
        // Nothing, or too much.
        .init("", 0), .init(" ", 1), .init("\n\n", 2), .init("1 2", 2), .init("null null", 5),
        .init("[]]", 2), .init("{}}", 2), .init("[] x", 3), .init("\"a\"b", 3), .init("1,", 1),
        .init("\u{FEFF}1", 0), .init("1\u{0}", 1), .init("\u{0}", 0),
        // Words.
        .init("nul", 3), .init("nulL", 3), .init("NULL", 0), .init("True", 0), .init("tru", 3),
        .init("truth", 3), .init("falsy", 4), .init("nullx", 4), .init("truefalse", 4),
        .init("undefined", 0), .init("NaN", 0), .init("nan", 1), .init("Infinity", 0),
        .init("-Infinity", 1), .init("a", 0), .init("é", 0),
        // Numbers.
        .init("-", 1), .init("+1", 0), .init("01", 1), .init("-01", 2), .init("00", 1),
        .init(".5", 0), .init("-.5", 1), .init("1.", 2), .init("1.e1", 2), .init("1e", 2),
        .init("1e+", 3), .init("1E-", 3), .init("1e1.5", 3), .init("1.2.3", 3), .init("0x10", 1),
        .init("1_000", 1), .init("1a", 1), .init("--1", 1), .init("- 1", 1), .init("1 .5", 2),
        .init("[1.]", 3), .init("[-]", 2), .init("[01]", 2), .init("１", 0), .init("1e1e1", 3),
        // Strings.
        .init("\"", 1), .init("\"a", 2), .init("'a'", 0), .init("\"\\", 2), .init("\"\\\"", 3),
        .init("\"\\x41\"", 2), .init("\"\\a\"", 2), .init("\"\\'\"", 2), .init("\"\\U0041\"", 2),
        .init("\"\\0\"", 2), .init("\"\\u\"", 3), .init("\"\\u1\"", 4), .init("\"\\u12\"", 5),
        .init("\"\\u123\"", 6), .init("\"\\u12G4\"", 5), .init("\"\\u+123\"", 3),
        .init("\"\\u 123\"", 3), .init("\"\\u12", 5), .init("\"a\nb\"", 2), .init("\"\t\"", 1),
        .init("\"\u{0}\"", 1), .init("\"\u{1F}\"", 1), .init("\"\\\n\"", 2), .init("\"\\é\"", 2),
        .init("\"\\uD83D\\u12\"", 11), .init("\"\\uD83D\\uZ\"", 9),
        // Escaped surrogates without their other half.
        .init("\"\\uD800\"", 1, .invalidUTF8), .init("\"\\uDFFF\"", 1, .invalidUTF8),
        .init("\"ab\\uDBFFx\"", 3, .invalidUTF8), .init("\"\\uD83D\\n\"", 1, .invalidUTF8),
        .init("\"\\uD83D\\uD83D\"", 1, .invalidUTF8), .init("\"\\uDE00\\uD83D\"", 1, .invalidUTF8),
        .init("\"\\uD83D\\u0041\"", 1, .invalidUTF8), .init("\"\\uD83D😀\"", 1, .invalidUTF8),
        .init("\"\\uD83D", 1, .invalidUTF8), .init("{\"\\uD800\":1}", 2, .invalidUTF8),
        .init("\"\\uD83D\\uDE00\\uDE00\"", 13, .invalidUTF8),
        // Arrays.
        .init("[", 1), .init("[1", 2), .init("[1,", 3), .init("[,1]", 1), .init("[1,]", 3),
        .init("[1,,2]", 3), .init("[1 2]", 3), .init("[1;2]", 2), .init("[1}", 2), .init("]", 0),
        .init("[[]", 3), .init("[,]", 1), .init("[\"a\" \"b\"]", 5), .init("[\"a\":1]", 4),
        .init("(1)", 0), .init("[1]]", 3), .init("[//\n1]", 1), .init("[1/*x*/]", 2),
        // Objects.
        .init("{", 1), .init("{\"a\"", 4), .init("{\"a\":", 5), .init("{\"a\":1", 6),
        .init("{\"a\":1,", 7), .init("{\"a\":1,}", 7), .init("{,\"a\":1}", 1), .init("{a:1}", 1),
        .init("{'a':1}", 1), .init("{1:1}", 1), .init("{null:1}", 1), .init("{\"a\" 1}", 5),
        .init("{\"a\"}", 4), .init("{\"a\":}", 5), .init("{\"a\"::1}", 5), .init("{\"a\",1}", 4),
        .init("{\"a\":1 \"b\":2}", 7), .init("{\"a\":1]", 6), .init("}", 0), .init("{[]:1}", 1),
        .init("{\"a\":1,,\"b\":2}", 7), .init("{\"a\":1;}", 6), .init("{\"a\":1 2}", 7),
        .init("{\"a\":1,\"b\"}", 10),
        // Whitespace that is none of the four.
        .init("\u{B}1", 0), .init("\u{C}1", 0), .init("\u{A0}1", 0), .init("1\u{85}", 1),
        .init("[\u{2003}]", 1),
    ]

    @Test("any other text is refused with the byte that is wrong", arguments: refused)
    func refuses(row: Refused) {
        let error = refusal(row.text)
        #expect(error?.kind == row.kind)
        #expect(error?.offset == row.offset)
    }

    @Test("what is refused alone is refused in an array, at the same byte of it")
    func refusesInside() {
        for row in Self.refused where !row.text.allSatisfy(\.isWhitespace) {
            let error = refusal("[\(row.text)]")
            #expect(error != nil, "\(row.text)")
            // What ends too early, or goes on too long, is wrong elsewhere now.
            guard row.offset < row.text.utf8.count, refusal(row.text)?.path != "" else { continue }
            #expect(error?.offset == row.offset + 1, "\(row.text)")
        }
    }
}
