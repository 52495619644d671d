// Schemas and plans of upgrades as a page to read before anything is run.

import WireJSON

/// Renders what services say of their schemas.
struct MigrateText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// A service on one line of the table.
    static func row(_ answer: JSONValue) -> JSONValue {
        let parts = (answer["parts"]?.array ?? []).map { part in
            let (found, known) = (part["found"]?.plainText ?? "?", part["known"]?.plainText ?? "?")
            return "\(part["part"]?.plainText ?? "?") \(found == known ? found : "\(found) of \(known)")"
        }
        return .members([
            ("service", answer["service"]), ("state", answer["state"]), ("release", answer["release"]),
            ("missing", .integer(Int64(answer["steps"]?.array?.count ?? 0))),
            ("schema", .string(parts.joined(separator: ", "))),
        ])
    }

    /// The steps of each service, and how to go on.
    func lines(of answers: [JSONValue], _ plan: MigratePlan) -> [String] {
        guard !plan.isEmpty else { return ["nothing is missing"] }
        var lines: [String] = []
        for answer in answers {
            guard let steps = answer["steps"]?.array, !steps.isEmpty else { continue }
            lines += [paper.strong(answer["service"]?.plainText ?? "") + "  \(answer["database"]?.plainText ?? "")"]
            lines += table(steps).lines(on: paper, indent: 2) + [""]
        }
        if answers.contains(where: MigrateWork.isContracting) {
            lines.append("contract: stop the service's instances first; those of the last release would fail.")
        }
        return lines + ["make a backup, then run it:", "  sauro migrate up --plan \(plan.text)"]
    }

    private func table(_ steps: [JSONValue]) -> Table {
        Table(
            ["step", "kind", "touches", "what"],
            rows: steps.map { step in
                let tables = (step["tables"]?.array ?? []).map { table in
                    "\(table["name"]?.plainText ?? "") (\(table["rows"]?.plainText ?? "?") rows)"
                }
                return [
                    "\(step["part"]?.plainText ?? "") \(step["version"]?.plainText ?? "")",
                    step["kind"]?.plainText ?? "",
                    tables.isEmpty ? "nothing that is there" : tables.joined(separator: ", "),
                    step["what"]?.plainText ?? "",
                ]
            })
    }
}
