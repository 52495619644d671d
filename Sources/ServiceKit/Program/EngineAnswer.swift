// What a service says of a move of its data: JSON for `sauro migrate-engine`, text for who asks the service's program.

import MessageSchema
import Storage
import WireJSON

/// A plan or a move as it leaves the program.
struct EngineAnswer: Codable {
    struct Table: Codable {
        var name: String
        var rows: Int64
    }

    var service: String
    /// absent, ready, moved, finishing: a plan; done: a move.
    var state: String
    /// The databases, for people.
    var from: String
    var to: String
    var tables: [Table]
    var rows: Int64
    /// True if the target holds what an earlier move left, which is removed.
    var replaces: Bool?
    /// Where the journal ends, the same in both; of a move only.
    var journal: String?
    var sequence: Int64?
    var hash: String?

    init(_ blueprint: Blueprint, _ plan: StoreMovePlan) {
        self.init(blueprint, plan.state.rawValue, plan.from, plan.to, plan.tables)
        replaces = plan.replaces
    }

    init(_ blueprint: Blueprint, _ moved: StoreMoved) {
        self.init(blueprint, "done", moved.from, moved.to, moved.tables)
        journal = moved.head.journal
        sequence = moved.head.sequence
        hash = Digest.hexadecimal(moved.head.hash)
    }

    private init(_ blueprint: Blueprint, _ state: String, _ from: String, _ to: String, _ tables: [StoreMove.Table]) {
        service = blueprint.contract.service.text
        self.state = state
        self.from = from
        self.to = to
        self.tables = tables.map { Table(name: $0.name, rows: $0.rows) }
        rows = tables.reduce(0) { $0 + $1.rows }
    }

    var json: String {
        do { return String(decoding: try WireJSON.encode(self), as: UTF8.self) } catch {
            preconditionFailure("texts and numbers can be written: \(error)")
        }
    }

    var text: String {
        let head = sequence.map { ", the journal ends at \($0) with \(hash ?? "")" } ?? ""
        let lines = ["\(service): \(state), from \(from) to \(to), \(rows) rows\(head)"]
        return (lines + tables.map { "  \($0.name): \($0.rows)" }).joined(separator: "\n")
    }
}
