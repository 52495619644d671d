// Swift source with its strings and comments told apart from its code, line by line: enough to look for words in the
// one without finding them in the other. No parser; regex literals are taken as code.

/// A Swift source taken apart.
struct SwiftText: Sendable {
    /// A string literal: the line it begins on and what it says, interpolations included as they are written.
    struct Literal: Sendable {
        var line: Int
        var text: String
    }

    /// The source's lines as they are.
    let lines: [String]
    /// The same lines with the insides of strings and all comments blanked.
    let code: [String]
    let literals: [Literal]

    init(_ source: String) {
        var scanner = Scanner(Array(source.utf8))
        scanner.scan()
        lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = String(decoding: scanner.blanked, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        literals = scanner.literals
    }

    init(lines: [String], code: [String], literals: [Literal]) {
        self.lines = lines
        self.code = code
        self.literals = literals
    }

    /// True if the line, numbered from 1, is a comment or carries one at its end.
    func hasComment(onLine line: Int) -> Bool {
        guard lines.indices.contains(line - 1) else { return false }
        // A comment is what was blanked; a string leaves its quotes.
        return lines[line - 1].contains("//") && !code[line - 1].contains("//")
    }
}

extension SwiftText {
    private struct Scanner {
        let source: [UInt8]
        static let lineEnd = UInt8(ascii: "\n")
        static let space = UInt8(ascii: " ")
        static let slash = UInt8(ascii: "/")
        static let hash = UInt8(ascii: "#")
        static let quote = UInt8(ascii: "\"")
        var at = 0
        var line = 1
        var blanked: [UInt8] = []
        var literals: [Literal] = []

        init(_ source: [UInt8]) {
            self.source = source
            blanked.reserveCapacity(source.count)
        }

        mutating func scan() {
            while at < source.count { step() }
        }

        private func sees(_ text: String) -> Bool {
            var index = at
            for byte in text.utf8 {
                guard index < source.count, source[index] == byte else { return false }
                index += 1
            }
            return true
        }

        /// Takes one character, kept or blanked; line ends always stand.
        private mutating func take(kept: Bool) {
            let byte = source[at]
            at += 1
            if byte == Self.lineEnd { line += 1 }
            blanked.append(kept || byte == Self.lineEnd ? byte : Self.space)
        }

        private mutating func step() {
            // Most bytes begin nothing.
            let byte = source[at]
            guard byte == Self.slash || byte == Self.hash || byte == Self.quote else { return take(kept: true) }
            if sees("//") {
                while at < source.count, source[at] != Self.lineEnd { take(kept: false) }
            } else if sees("/*") {
                blockComment()
            } else if let hashes = openingHashes() {
                string(hashes: hashes)
            } else {
                take(kept: true)
            }
        }

        private mutating func blockComment() {
            var depth = 0
            repeat {
                if sees("/*") {
                    depth += 1
                    take(kept: false)
                } else if sees("*/") {
                    depth -= 1
                    take(kept: false)
                }
                if at < source.count { take(kept: false) }
            } while depth > 0 && at < source.count
        }

        /// The number of hashes before a quote that opens a string here; nil if none opens.
        private func openingHashes() -> Int? {
            var index = at
            while index < source.count, source[index] == UInt8(ascii: "#") { index += 1 }
            return index < source.count && source[index] == UInt8(ascii: "\"") ? index - at : nil
        }

        private mutating func string(hashes: Int) {
            let hash = String(repeating: "#", count: hashes)
            for _ in 0..<hashes { take(kept: true) }
            let quote = sees("\"\"\"") ? "\"\"\"" : "\""
            for _ in quote.utf8 { take(kept: true) }
            let start = at
            let startLine = line
            while at < source.count, !sees(quote + hash) {
                if sees("\\" + hash + "(") {
                    interpolation(skipping: 2 + hashes)
                } else if sees("\\" + hash) {
                    for _ in 0..<min(2 + hashes, source.count - at) { take(kept: false) }
                } else {
                    take(kept: false)
                }
            }
            literals.append(Literal(line: startLine, text: String(decoding: source[start..<at], as: UTF8.self)))
            for _ in 0..<min(quote.utf8.count + hashes, source.count - at) { take(kept: true) }
        }

        /// What is interpolated is blanked too, but its own strings and parentheses are followed to its end.
        private mutating func interpolation(skipping count: Int) {
            for _ in 0..<count { take(kept: false) }
            let mark = blanked.count
            var depth = 1
            while at < source.count, depth > 0 {
                if source[at] == UInt8(ascii: "(") { depth += 1 }
                if source[at] == UInt8(ascii: ")") { depth -= 1 }
                step()
            }
            for index in mark..<blanked.count where blanked[index] != Self.lineEnd { blanked[index] = Self.space }
        }
    }
}
