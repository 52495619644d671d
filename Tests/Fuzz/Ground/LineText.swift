// Texts as a person sees them on one line of a terminal.

extension String {
    /// Whether the text holds no control character, and so neither ends its line nor colours the next.
    public var isOneLine: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
}
