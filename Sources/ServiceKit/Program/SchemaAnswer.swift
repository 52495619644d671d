// What a service says of its schema: JSON for `sauro migrate`, text for who asks the service's program itself.

import MessageSchema
import Storage
import WireJSON

/// A schema report as it leaves the program.
struct SchemaAnswer: Codable {
    struct Part: Codable {
        var part: String
        var found: Int
        var known: Int
        var release: String?
    }
    struct Step: Codable {
        var part: String
        var version: Int
        var kind: String
        var what: String
        var tables: [Table]
    }
    struct Table: Codable {
        var name: String
        var rows: Int64
    }

    var service: String
    /// The release of the program.
    var release: String
    /// absent, current, older, newer, moved or unfinished.
    var state: String
    var database: String
    var parts: [Part]
    var steps: [Step]
    /// Names the plan to run these steps; absent when there are none.
    var plan: String?

    init(_ blueprint: Blueprint, _ report: SchemaReport?, place: StorePlace) {
        service = blueprint.contract.service.text
        release = blueprint.release
        state = report?.state.rawValue ?? "absent"
        database = report?.database ?? place.name(of: blueprint.contract.service)
        parts = (report?.parts ?? []).map {
            Part(part: $0.name, found: $0.found, known: $0.known, release: $0.release)
        }
        steps = (report?.steps ?? []).map { step in
            Step(
                part: step.migration.part, version: step.migration.version, kind: step.migration.kind.rawValue,
                what: step.migration.summary, tables: step.tables.map { Table(name: $0.name, rows: $0.rows) })
        }
        plan = report.flatMap { $0.state == .older ? $0.hash : nil }
    }

    var json: String {
        do { return String(decoding: try WireJSON.encode(self), as: UTF8.self) } catch {
            preconditionFailure("texts and numbers can be written: \(error)")
        }
    }

    var text: String {
        var lines = ["\(service): \(state) (\(database), release \(release))"]
        lines += parts.map { "  \($0.part) is at \($0.found), known \($0.known)" }
        lines += steps.map { step in
            let tables = step.tables.map { "\($0.name) \($0.rows) rows" }.joined(separator: ", ")
            return "  missing: \(step.part) \(step.version), \(step.kind): \(step.what)"
                + (tables.isEmpty ? "" : " Touches \(tables).")
        }
        if let plan { lines.append("  run it: sauro-\(service) migrate up --plan \(plan) --data FOLDER") }
        return lines.joined(separator: "\n")
    }
}
