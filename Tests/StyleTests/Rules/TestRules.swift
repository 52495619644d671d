// A test must be able to fail: somewhere in its body something is expected.

import Foundation

enum TestRules {
    private static let expectations =
        "#expect|#require|Issue\\.record|withKnownIssue|confirmation\\s*\\(|\\b(check|expect)[A-Z]?\\w*\\s*[(<{]"

    static let assertions: Rule = { file, text in
        let code = text.code.joined(separator: "\n")
        return bodies(in: code).filter { $0.body.range(of: expectations, options: .regularExpression) == nil }
            .map { Finding(path: file.path, line: $0.line, rule: "a test expects nothing") }
    }

    /// The functions marked `@Test` with the line they are marked on.
    private static func bodies(in code: String) -> [(line: Int, body: Substring)] {
        var found: [(Int, Substring)] = []
        var rest = code[...]
        var line = 1
        while let mark = rest.range(of: "@Test\\b", options: .regularExpression) {
            line += rest[..<mark.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
            rest = rest[mark.lowerBound...]
            guard let function = rest.range(of: "\\bfunc\\b", options: .regularExpression),
                let open = rest[function.upperBound...].utf8.firstIndex(of: UInt8(ascii: "{"))
            else { break }
            found.append((line, block(from: open, in: rest)))
            line += rest[..<open].utf8.count { $0 == UInt8(ascii: "\n") }
            rest = rest[open...]
        }
        return found
    }

    private static func block(from open: String.Index, in code: Substring) -> Substring {
        var depth = 0
        let bytes = code.utf8
        for index in bytes[open...].indices {
            if bytes[index] == UInt8(ascii: "{") { depth += 1 }
            if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return code[open...index] }
        }
        return code[open...]
    }
}
