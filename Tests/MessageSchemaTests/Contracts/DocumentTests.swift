// Documents made from the contracts: the error tables, and the method table of each service's page.

import MessageSchema
import Testing

@Suite struct DocumentTests {
    @Test func theErrorDocumentIsWhatTheCodeSays() throws {
        try CommittedFile(path: "docs/errors.md").expectContents(errorDocument)
    }

    @Test(arguments: Catalogue.contracts.map { $0.service.text })
    func theMethodTableOfAServicesPageIsItsContract(service: String) throws {
        let contract = try #require(Catalogue.contracts.first { $0.service.text == service })
        try CommittedFile(path: "services/\(service)/README.md").expectSection("methods", methodTable(of: contract))
    }

    private func methodTable(of contract: any Contract.Type) -> [String] {
        [markdownRow(["method", "effect", "permission", "what"]), "|---|---|---|---|"]
            + contract.methods.map { method in
                let verb = method.name.parts.map { "`\($0.noun).\($0.verb)`" } ?? method.name.text
                return markdownRow([verb, method.effect.rawValue, method.permission.rawValue, method.summary])
            }
    }

    private var errorDocument: String {
        let opening = """
            # Errors

            Made from the code; a test holds this page to it. An error is a JSON-RPC error object: `code` and `message`,
            and in `data` its `kind`, its `name`, whether it is `retryable` as it is, and where they apply `retryAfter`
            (milliseconds), `executed` (`no` or `unknown`), `traceId` and `details`.

            ## Kinds

            "May I repeat it": `no`, the same request gets the same answer; `yes`, nothing was executed, wait
            `retryAfter` and send it again; `withKey`, it may have been executed, so repeat reads, and writes that
            carry an idempotency key.
            """
        let kinds = ErrorKind.allCases.map { kind in
            markdownRow([
                "`\(kind.rawValue)`", "\(kind.code)", "\(kind.exitCode.rawValue)", kind.repetition.rawValue,
                kind.meaning,
            ])
        }
        let exits = ExitCode.allCases.map { markdownRow(["\($0.rawValue)", $0.meaning]) }
        let owners = [("Every service", FrameErrors.all)] + Catalogue.contracts.map { ("`\($0.service)`", $0.errors) }
        let named = owners.flatMap { owner, errors in
            ["", "### \(owner)", "", markdownRow(["name", "kind", "meaning", "remedy"]), "|---|---|---|---|"]
                + errors.map { markdownRow(["`\($0.name)`", "`\($0.kind.rawValue)`", $0.meaning, $0.remedy]) }
        }
        let lines =
            [
                opening, "", markdownRow(["kind", "code", "exit code", "may I repeat it", "meaning"]),
                "|---|--:|--:|---|---|",
            ]
            + kinds + ["", "## Exit codes of `sauro`", "", markdownRow(["code", "meaning"]), "|--:|---|"] + exits
            + ["", "## Named errors", "", "Errors of the fabric itself are named `fabric.` and the kind."] + named
        return lines.joined(separator: "\n") + "\n"
    }
}
