// Finding units and partners by words of their names.

public import MessageSchema

/// The words a name or code must contain, whatever the case and the diacritics.
public struct NameSearch: Sendable {
    private let words: [Substring]

    public init(_ text: PlainText) { words = text.folded.split(whereSeparator: \.isWhitespace) }

    /// True if every word occurs in the unit's name, in either language, or in its code.
    public func finds(_ unit: HealthUnit) -> Bool { finds(unit.name, unit.code.text) }

    /// True if every word occurs in the partner's name, in either language, or in its code.
    public func finds(_ partner: Partner) -> Bool { finds(partner.name, partner.code.text) }

    private func finds(_ name: LocalizedText, _ code: String) -> Bool {
        let text = name.folded + " " + PlainText.fold(code)
        return words.allSatisfy(text.contains)
    }
}
