// A coding key that can be any name or position.

struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(position: Int) {
        stringValue = "Index \(position)"
        intValue = position
    }

    init?(stringValue: String) { self.init(stringValue) }

    init?(intValue: Int) { self.init(position: intValue) }

    /// The member a class's ancestor goes to when no other is said, as in Foundation.
    static let ancestor = JSONKey("super")
}
