// Imported envelopes as a table with a row a claim, and below it what was found.

import MessageSchema
import WireJSON

/// Renders what became of imported envelopes.
struct ImportText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// The table, the findings by claim, and where to go on.
    func lines(of taken: [ImportOutcomes.Taken]) -> [String] {
        let rows = taken.flatMap(rows)
        guard !rows.isEmpty else { return [] }
        let columns =
            ["file", "claim key", "result", "outcome"].map { Table.Column(heading: $0) }
            + ["total", "fund"].map { Table.Column(heading: $0, isNumeric: true) }
        return Table(columns, rows: rows).lines(on: paper) + taken.flatMap(findings) + next(taken)
    }

    private func rows(_ taken: ImportOutcomes.Taken) -> [[String]] {
        let file = taken.file.path.onOneLine
        guard taken.failure == nil else { return [[file, "-", "refused", "-", "-", "-"]] }
        return taken.claims.map { claim in
            let decided = claim["record"]?["adjudication"]
            let amounts = ["total", "fund"].map { decided?["totals"]?[$0]?.string.map(MoneyText.grouped) ?? "-" }
            return [
                file, claim["key"]?.plainText ?? "-", claim["result"]?.plainText ?? "-",
                decided?["outcome"]?.plainText ?? "-",
            ] + amounts
        }
    }

    private func findings(_ taken: ImportOutcomes.Taken) -> [String] {
        if let failure = taken.failure {
            let found = Self.findings(failure.details?["findings"])
            // The message names the first finding, for those who see no more of a failure.
            let lines =
                found.isEmpty ? FailureText(paper: paper).lines(of: failure) : FindingsText(paper).lines(of: found)
            return ["", paper.strong(taken.file.path.onOneLine)] + lines
        }
        return taken.claims.flatMap { claim -> [String] in
            let found = Self.findings(claim["findings"]) + Self.findings(claim["record"]?["adjudication"]?["findings"])
            guard !found.isEmpty else { return [] }
            let shown = FindingsText(paper).lines(of: Array(found.prefix(Bounds.inputFindingsMax)))
            let rest = found.count - Bounds.inputFindingsMax
            let key = claim["key"]?.plainText ?? "HOSO \(claim["place"]?.plainText ?? "-")"
            return ["", paper.strong("\(taken.file.path.onOneLine), \(key)")] + shown
                + (rest > 0 ? ["  and \(rest) more; -o json has all"] : [])
        }
    }

    private static func findings(_ value: JSONValue?) -> [Finding] {
        guard let value else { return [] }
        // Findings of another form stay in the JSON output.
        return (try? WireJSON.decode([Finding].self, from: value.jsonBytes(pretty: false))) ?? []
    }

    /// How one of the claims is explained.
    private func next(_ taken: [ImportOutcomes.Taken]) -> [String] {
        guard let id = taken.flatMap(\.claims).compactMap({ $0["record"]?["id"]?.string }).first else { return [] }
        return ["", paper.faint("how it was decided: sauro claim explain \(id)")]
    }
}
