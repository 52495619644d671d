// Pages of lists: a cursor is the sort key of the last item, made opaque.

private import Foundation
public import MessageSchema

/// Limits and cursors of pages.
public enum Paging {
    /// The limit to use: 100 when left out; outside 1 to 1,000 it is refused.
    public static func limit(_ limit: Int?) throws -> Int {
        let limit = limit ?? PageLimit.standard
        guard (1...PageLimit.max).contains(limit) else { throw refusal("limit lies between 1 and \(PageLimit.max)") }
        return limit
    }

    /// The sort key after which a cursor continues; nil for the first page.
    public static func after(_ cursor: String?) throws -> String? {
        guard let cursor else { return nil }
        guard let data = Data(base64Encoded: cursor), let key = String(data: data, encoding: .utf8) else {
            throw refusal("the cursor is not one that a page gave")
        }
        return key
    }

    /// A page of items of which one more than the limit was fetched, if there is one.
    public static func page<Item>(_ items: [Item], limit: Int, key: (Item) -> String) -> Page<Item> {
        let kept = Array(items.prefix(limit))
        let next = items.count > limit ? kept.last.map(key) : nil
        return Page(items: kept, nextCursor: next.map { Data($0.utf8).base64EncodedString() })
    }

    private static func refusal(_ message: String) -> Failure {
        Failure(.invalidParams, name: "frame.page.badCursor", message: message)
    }
}
