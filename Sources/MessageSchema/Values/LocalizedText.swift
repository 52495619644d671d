// A name in Vietnamese, with English beside it where both exist.

/// A text in Vietnamese and, where there is one, in English: `{"vi": "Bộ Y tế", "en": "Ministry of Health"}`.
public struct LocalizedText: Codable, Hashable, Sendable {
    public var vi: PlainText
    public var en: PlainText?

    public init(vi: PlainText, en: PlainText? = nil) {
        self.vi = vi
        self.en = en
    }

    /// Both languages folded for searching, one after the other.
    public var folded: String { ([vi.folded] + (en.map { [$0.folded] } ?? [])).joined(separator: " ") }
}
