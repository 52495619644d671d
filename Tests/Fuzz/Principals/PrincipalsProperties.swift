// What the reader of the principals file promises: a file, or one sentence with the line; and the same each time.

import FuzzGround

@testable import GatewayCommandLine

/// Any bytes as `principals.yaml`.
enum PrincipalsProperties {
    static func check(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let first = result(text)
        let second = result(text)
        switch (first, second) {
        case (.success(let file), .success(let other)):
            try promise(file == other, "read twice, it is another file")
            try checkTaken(file)
        case (.failure(let error), .failure(let other)):
            // Of several keys that stand twice, Yams names now one and now another.
            let isSame = error == other || error.message.contains(" a key stands twice in one mapping: ")
            try promise(isSame, "refused for two reasons: \(error.message), \(other.message)")
            try checkSentence(error.message, lines: text.unicodeScalars.count(where: isBreak) + 1)
        default: throw BrokenPromise("taken once and refused once")
        }
    }

    private static func result(_ text: String) -> Result<PrincipalsFile, UsageError> {
        do throws(UsageError) { return .success(try PrincipalsFile(text: text, path: "p.yaml")) } catch {
            return .failure(error)
        }
    }

    /// A name and a key lead to the one who has them.
    private static func checkTaken(_ file: PrincipalsFile) throws {
        for entry in file.entries {
            try promise(file.entry(named: entry.name) == entry, "\"\(entry.name)\" stands twice")
            for key in entry.keys {
                let holder = file.holder(of: key.key)
                try promise(holder?.entry == entry && holder?.key == key, "the key \(key.key) is not its holder's")
            }
        }
        try promise(Set(file.entries.map(\.name)).count == file.count, "a name stands twice")
    }

    /// The line breaks of YAML 1.1, section 4.2, which libyaml follows.
    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
    }

    private static func checkSentence(_ message: String, lines: Int) throws {
        guard let match = message.prefixMatch(of: #/p\.yaml, line ([0-9]+)(?:, column [0-9]+)?: /#) else {
            throw BrokenPromise("a refusal without a line: \(message)")
        }
        try promise(match.range.upperBound < message.endIndex, "a refusal without a reason: \(message)")
        try promise(message.isOneLine, "a refusal of several lines: \(message)")
        // What is missing at the end is missing on the line after the last.
        try promise(Int(match.1).map { (1...lines + 1).contains($0) } == true, "no such line: \(message)")
    }
}
