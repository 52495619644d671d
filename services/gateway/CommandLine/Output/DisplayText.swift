// Text as a terminal shows it: how wide it is, cut and padded by that width, without what would upset a terminal.

import WireJSON

extension Character {
    /// Columns of a terminal: two for East Asian wide characters and emoji (Unicode Standard Annex 11, the blocks that
    /// are wide throughout), none for what does not show, otherwise one; combining marks are part of their character.
    var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.properties.isEmojiPresentation { return 2 }
        switch first.value {
        case 0x200B...0x200F, 0xFE00...0xFE0F, 0x0300...0x036F: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension String {
    /// Columns of a terminal that the text takes.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The text with spaces up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

    /// The text with spaces before it up to a width.
    func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

    /// The text in at most that many columns, its end replaced by … if need be.
    func cut(to width: Int) -> String {
        guard columns > width else { return self }
        var kept = ""
        var used = 0
        for character in self {
            guard used + character.columns <= width - 1 else { break }
            kept.append(character)
            used += character.columns
        }
        return width > 0 ? kept + "…" : ""
    }

    /// The text on one line, without control characters: a terminal would obey them.
    var onOneLine: String {
        let isPlain = unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && !(128...159).contains($0.value) }
        if isPlain { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 9, 10, 13: " "
                    case 0..<32, 127...159: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }

    /// The text without control characters but its line breaks.
    var onSafeLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).onOneLine }.joined(separator: "\n")
    }

    /// The text broken into lines of at most that many columns, at spaces where it can be.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.columns + 1 + String(word).columns <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return lines + [line]
    }
}

extension JSONValue {
    /// The value as people write it: strings without quotes, the rest as JSON.
    var plainText: String {
        switch self {
        case .null: "-"
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .number(let digits): digits
        case .string(let text): text.onOneLine
        case .array(let elements) where elements.allSatisfy(\.isScalar):
            elements.isEmpty ? "-" : elements.map(\.plainText).joined(separator: ", ")
        case .array, .object: jsonText
        }
    }

    var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// The value as compact JSON.
    var jsonText: String { String(decoding: jsonBytes(pretty: false), as: UTF8.self) }

    /// The value as JSON. What came from JSON can be written as JSON.
    func jsonBytes(pretty: Bool) -> [UInt8] {
        do { return try pretty ? WireJSON.encodePretty(self) : WireJSON.encode(self) } catch {
            preconditionFailure("a JSON value was not written: \(error)")
        }
    }
}
