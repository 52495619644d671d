// What must hold of a service's data whatever happened: checked on copies, since a copy that can be opened may still
// tell of another world than its journal does.

internal import MessageSchema

/// A sentence about a service's data that is always true.
public struct Invariant: Sendable {
    /// What it is about, in a word.
    let name: String
    let problem: @Sendable (ReadContext) throws -> String?

    /// `problem` gives what does not hold, in a sentence without anybody's personal data; nil if it holds.
    public init(_ name: String, _ problem: @escaping @Sendable (ReadContext) throws -> String?) {
        self.name = name
        self.problem = problem
    }
}

extension Invariant {
    /// Every unit that lineage leads to is known, from every code that was ever issued: true in every service.
    static let units = Invariant("units") { context in
        for code in context.units.versions.keys.sorted() {
            guard let found = context.units.resolve(code, on: context.today) else {
                return "the code \(code) resolves to nothing"
            }
            if let lost = ([found.primary] + found.parts.map(\.unit)).first(where: { !context.units.isKnown($0) }) {
                return "the code \(code) resolves to \(lost), which was never issued"
            }
        }
        return nil
    }
}
