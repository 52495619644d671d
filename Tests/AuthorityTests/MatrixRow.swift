// A row of the matrix: a method, how the caller's scope bears on it, a request that names something in the province
// 31, and the same request naming something that nowhere exists.

import MessageSchema
import Testing
import WireJSON

/// One method, ready to be called by everybody.
struct MatrixRow: Sendable, CustomTestStringConvertible {
    /// What the caller's scope does to a request that the caller's roles allow.
    enum Reach: Sendable {
        /// Nothing: what it shows or does concerns no one unit.
        case everywhere
        /// What it names lies in a unit; from beside that, it looks as if it did not exist.
        case named
        /// A list: it holds what lies in the scope.
        case filtered
        /// What it shows or does concerns all units: who has a scope is refused.
        case unscopedOnly
        /// The gateway answers it itself; see its own tests.
        case gateway
    }

    /// A request, made of the method's example and what is said here.
    struct Request: Sendable {
        var changes: JSONValue
        /// A text of the answer that is shown to those only who may see it.
        var mark: String?

        init(_ changes: JSONValue = [:], mark: String? = nil) {
            self.changes = changes
            self.mark = mark
        }
    }

    let method: String
    let reach: Reach
    /// The rule that refuses the request where authority does not; nil where it succeeds.
    let rule: String?
    /// One of these permissions shows the mark; empty if the method's own does.
    let marked: [Permission]
    let missing: JSONValue
    /// What is named, where the request's texts do not say it by themselves.
    let names: [(existing: String, missing: String)]
    let existing: @Sendable (House) async throws -> Request
    /// The request of a caller who is allowed it, where that must name something of the caller's own.
    let own: (@Sendable (House, Principal) async throws -> Request)?

    init(
        _ method: String, _ reach: Reach, rule: String? = nil, marked: [Permission] = [], missing: JSONValue = [:],
        names: [(existing: String, missing: String)] = [],
        existing: @escaping @Sendable (House) async throws -> Request = { _ in Request() },
        own: (@Sendable (House, Principal) async throws -> Request)? = nil
    ) {
        self.method = method
        self.reach = reach
        self.rule = rule
        self.marked = marked
        self.missing = missing
        self.names = names
        self.existing = existing
        self.own = own
    }

    var testDescription: String { method }

    /// No unit, and nothing minted.
    static let nowhere: JSONValue = "NOWHERE"
    static let nobody: JSONValue = "0197c5a0-7b00-7000-8000-00000000dead"

    static let all =
        units + reorganisations + people + cooperation + indicators + directives + tasks + members + policies + claims
        + ledger + notices + subscriptions + frame
}
