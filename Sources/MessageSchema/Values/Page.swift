// Lists come in pages.

/// One page of a list; `nextCursor` given back as `cursor` continues it.
public struct Page<Item: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var items: [Item]
    public var nextCursor: String?

    public init(items: [Item], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

/// How many items a page may have.
public enum PageLimit {
    /// Items of a page when the request does not say.
    public static let standard = 100
    /// Items of a page at most.
    public static let max = 1000
}
