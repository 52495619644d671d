// `catalogue import`: what of a list is sent, and what is printed of rows that are not taken over.

import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Importing a list")
struct CatalogueImportTests {
    private static let list = """
        code;name;price;from;lastDay
        40.10;"Paracetamol; 500mg";3150.555;2026-01-01;
        40.20;B;12,5;2026-01-01;
        40.30;C;;2026-01-01;2025-12-31

        """

    private func suite() async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("insurance") { _ in
            .success(
                json(
                    of: ImportCatalogue.Reply(
                        added: 1, known: 0,
                        rejected: [RejectedItem(row: 2, code: "40.30", message: "It ends on 2025-12-31.")])))
        }
        return suite
    }

    @Test("CSV is sent by its columns; what either side rejects is printed with its line")
    func csv() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let file = folder.write(Self.list, to: "drugs.csv")
        let outcome = await suite.sauro("catalogue", "import", file, "--kind", "drugs", "--facility", "31999")
        #expect(outcome.code == .partly)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("\(file), line 3: price: ") && lines[0].hasSuffix(" (malformed)"))
        #expect(lines[1] == "\(file), line 4: 40.30: It ends on 2025-12-31. (insurance.catalogue.unfitting)")
        #expect(lines[2] == "1 added, 0 known, 2 rejected")
        let sent = suite.requests.withLock { $0 }
        #expect(sent.map(\.method) == ["insurance.catalogue.import"])
        #expect(
            sent.first?.params["rows"]
                == json(
                    """
                    [{"code":"40.10","name":"Paracetamol; 500mg","price":"3150.555","from":"2026-01-01"},
                     {"code":"40.30","name":"C","from":"2026-01-01","lastDay":"2025-12-31"}]
                    """))
        #expect(sent.first?.params["kind"] == "drugs")
        #expect(sent.first?.params["facility"] == "31999")
    }

    @Test(
        "a wrong kind, a wrong facility and a column that no list has send nothing and say what there is",
        arguments: [
            (["--kind", "drug"], "it is one of drugs, services, supplies, practitioners, communes"),
            (["--kind", "drugs", "--facility", "3"], "--facility"), ([], "--kind"),
        ])
    func wrong(flags: [String], reason: String) async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let file = folder.write(Self.list, to: "drugs.csv")
        let outcome = await suite.shell().sauro(["catalogue", "import", file] + flags)
        #expect(outcome.code == .usage && outcome.errors.contains(reason), "\(outcome.errors)")
        let strange = folder.write("code,nam\n", to: "strange.csv")
        let other = await suite.sauro("catalogue", "import", strange, "--kind", "communes")
        #expect(
            other.code == .usage && other.errors.contains("no column \"nam\"; did you mean name"), "\(other.errors)")
        #expect(suite.requests.withLock { $0.isEmpty })
    }
}
