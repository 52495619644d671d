// Free text as people write it: made NFC at the door, so that what looks alike is alike everywhere.

private import Foundation

/// A text of 1 to 16,000 bytes in UTF-8, about 4,000 characters at least, without control characters but line breaks
/// and tabs; NFC (Unicode Standard Annex 15), without white space at either end.
public struct PlainText: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let normalised = Self.normalised(text)
        guard !normalised.isEmpty else { throw ValueError("the text is empty") }
        guard normalised.utf8.count <= Self.bytesMax else {
            throw ValueError("the text has \(normalised.utf8.count) bytes; \(Self.bytesMax) are allowed")
        }
        guard normalised.utf8.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 || $0 == 13 }) else {
            throw ValueError("the text has a control character")
        }
        self.text = normalised
    }

    public init?(plain utf8: UnsafeBufferPointer<UInt8>) {
        guard (1...Self.bytesMax).contains(utf8.count), Self.isAsIs(utf8) else { return nil }
        text = String(decoding: utf8, as: UTF8.self)
    }

    /// Whether nothing about a text is to be trimmed, composed or refused: it begins and ends with a printable
    /// character of ASCII, and between them are printable ones and those that ``isComposed(_:)`` knows, told by the
    /// bytes they begin with.
    private static func isAsIs(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = utf8.first, let last = utf8.last, (33...126).contains(first), (33...126).contains(last) else {
            return false
        }
        var at = 0
        while at < utf8.count {
            switch utf8[at] {
            case 32...126: at += 1
            case 0xC2...0xCB: at += 2
            case 0xE1 where (0xB8...0xBB).contains(utf8[at + 1]): at += 3
            default: return false
            }
        }
        return true
    }

    /// A text that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        text = value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        assert((try? Self(text)) == self, "\"\(text)\" is no plain text")
    }

    /// Longest text in UTF-8 bytes; one character has four at most.
    public static let bytesMax = 16_000
    public static let form = "a text of at most 16,000 bytes in UTF-8"
    public static let sampleText = "Chuyển đổi số y tế"

    private static func normalised(_ text: String) -> String {
        // Most texts begin and end with a letter or a digit, and have nothing to be trimmed.
        let isBare = [text.utf8.first, text.utf8.last].allSatisfy { $0.map { (33...126).contains($0) } ?? false }
        let trimmed = isBare ? text : text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.unicodeScalars.allSatisfy(isComposed) ? trimmed : trimmed.precomposedStringWithCanonicalMapping
    }

    /// Whether a character is NFC whatever stands beside it: below the combining marks, or of those letters of
    /// Vietnamese that have two marks (the property NFC_Quick_Check of Unicode Standard Annex 15).
    private static func isComposed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x300 || (0x1E00...0x1EFF).contains(scalar.value)
    }

    /// The text for searching: lower case, no diacritics, đ as d.
    public var folded: String { Self.fold(text) }

    /// Folds case and diacritics of any text for searching; đ becomes d.
    public static func fold(_ text: String) -> String {
        let lowered = text.lowercased()
        if lowered.utf8.allSatisfy({ $0 < 128 }) { return lowered }
        var scalars = String.UnicodeScalarView()
        for scalar in lowered.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.value {
            case 0x300...0x36F: continue
            case 0x111: scalars.append("d")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
