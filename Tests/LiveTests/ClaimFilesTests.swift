// Envelopes from file to decision by way of real processes: `sauro claim import` sends them through the gateway, and
// what it prints is held against what was worked out apart from this code. Bad ones are refused without a trace.

import Foundation
import MessageSchema
import TestGround
import Testing
import WireJSON

@Suite("Envelopes imported by a running suite")
struct ClaimFilesTests {
    @Test("every figure and outcome that is certain comes out, and what was taken in is known when it comes again")
    func valid() async throws {
        try await withOffice { office in
            let files = EnvelopeSample.all("valid-")
            let context = files.flatMap { $0.told["context"]?.object ?? [] }
            office.suite.folder.write(try JSONValue.object(context).text(), to: "context.json")
            let words = ["--context", office.suite.folder.file("context.json")] + files.map(\.path)
            let first = try await office.importing(words)
            #expect(first.status == 0)
            #expect(["stored", "known", "rejected", "refused"].map { first.document[$0]?.integer } == [80, 0, 0, 0])
            let claims = try #require(first.document["claims"]?.array)
            let expected = files.flatMap { $0.told["expected"]?["claims"]?.array ?? [] }
            try #require(claims.count == 80 && expected.count == 80)
            for (claim, expected) in zip(claims, expected) { try expect(claim["record"], expected) }
            let counts = expected.map { figures($0, $0).count { $0.isCertain } }
            #expect(counts.reduce(0, +) == 1663)
            let again = try await office.importing(words)
            #expect(again.status == 0 && again.document["known"]?.integer == 80)
            let records = claims.compactMap { $0["record"] }
            #expect(again.document["claims"]?.array?.compactMap { $0["record"] } == records)
            #expect(try await office.stored() == 80)
            try await expectBooks(of: records, office)
        }
    }

    @Test("a bad envelope or claim is refused with its place, nothing of it is stored, and nothing is left open")
    func bad() async throws {
        try await withOffice { office in
            let before = try office.openFiles()
            for file in EnvelopeSample.all("bad-") where !file.name.hasPrefix("bad-differs") {
                let refused = try await office.importing([file.path])
                #expect(refused.status != 0, "\(file.name)")
                let findings = office.findings(refused.document)
                #expect(
                    !findings.isEmpty && findings.allSatisfy { $0["place"]?.string?.isEmpty == false }, "\(file.name)")
                #expect(refused.document["stored"]?.integer == 0, "\(file.name)")
            }
            #expect(try await office.stored() == 0)
            let differing = EnvelopeSample.all("bad-differs")
            for (number, file) in differing.enumerated() {
                let text = try file.text(key: "T1-\(number)")
                let taken = try await office.importing([office.suite.folder.write(text, to: "\(file.name).xml")])
                let claim = try #require(taken.document["claims"]?.array?.first)
                #expect(claim["record"]?["adjudication"]?["outcome"]?.string == "corrected", "\(file.name)")
            }
            #expect(try await office.stored() == differing.count)
            try await eventually("the service to close what it opened") { try office.openFiles() == before }
        }
    }

    @Test("no file and no socket that an envelope names is opened by any process on the way")
    func canary() async throws {
        try await withOffice { office in
            let canary = try Canary()
            for url in [canary.fileURL, canary.webURL] {
                for subset in [
                    "<!DOCTYPE r [<!ENTITY x SYSTEM '\(url)'>]>", "<!DOCTYPE r SYSTEM '\(url)'>",
                    "<!DOCTYPE r [<!ENTITY % p SYSTEM '\(url)'> %p;]>", "<?xml-stylesheet href='\(url)'?><!DOCTYPE r>",
                ] {
                    let attack = "<?xml version='1.0' encoding='utf-8'?>\(subset)<GIAMDINHHS>&x;</GIAMDINHHS>"
                    let refused = try await office.importing([office.suite.folder.write(attack, to: "attack.xml")])
                    #expect(refused.status != 0)
                    #expect(office.findings(refused.document).map { $0["rule"]?.string } == ["envelope.declaration"])
                    #expect(try !refused.document.text().contains(Canary.secret))
                }
            }
            #expect(!canary.wasOpened() && !canary.wasCalled())
        }
    }

    /// Runs a suite whose policy is that of the examples.
    private func withOffice(_ body: (ClaimOffice) async throws -> Void) async throws {
        let office = ClaimOffice()
        office.suite.folder.write("- {name: publisher, roles: [approver]}\n", to: "principals.yaml")
        try await office.suite.start()
        try await office.publish()
        try await body(office)
        await office.suite.stop()
    }

    /// The books of the suite are accepted by programs that others made.
    private func expectBooks(of records: [JSONValue], _ office: ClaimOffice) async throws {
        let posted = records.count { $0["posting"]?.string != nil }
        #expect(posted > 50)
        for (format, check) in [("hledger", ["hledger", "check", "--strict", "-f"]), ("beancount", ["bean-check"])] {
            let export = try await office.suite.sauro(["ledger", "export", "--format", format])
            #expect(export.status == 0)
            let entries = export.output.split(separator: "\n").count {
                $0.contains(" claim ") || $0.contains("\"claim ")
            }
            #expect(entries == posted)
            let file = office.suite.folder.write(export.output, to: "books.\(format)")
            let checked = try await Command.runAside(check[0], Array(check.dropFirst()) + [file])
            #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        }
    }

    private func expect(_ record: JSONValue?, _ expected: JSONValue) throws {
        let record = try #require(record)
        let key = try #require(record["key"]?.string)
        for figure in figures(expected, try #require(record["adjudication"])) where figure.isCertain {
            #expect(figure.found == figure.expected?["value"]?.string, "\(key) \(figure.place)")
        }
        guard expected["outcome"]?["confidence"]?.string == "H" else { return }
        #expect(expected["outcome"]?["value"]?.string == "clean")
        #expect(record["adjudication"]?["outcome"]?.string == "accepted", "\(key)")
    }

    /// A figure that is expected, and what was answered.
    private struct Figure {
        var place: String
        var expected: JSONValue?
        var found: String?
        /// Right as far as the rules are known; what rests on a choice is held elsewhere.
        var isCertain: Bool { expected?["confidence"]?.string == "H" }
    }

    private func figures(_ expected: JSONValue, _ decided: JSONValue) -> [Figure] {
        let header = Self.header.map { field, member in
            Figure(place: field, expected: expected["header"]?[field], found: decided["totals"]?[member]?.string)
        }
        let days = Figure(
            place: "SO_NGAY_DTRI", expected: expected["header"]?["SO_NGAY_DTRI"],
            found: decided["treatmentDays"]?.integer.map(String.init))
        let lines = expected["lines"]?.array ?? []
        return header + [days]
            + lines.enumerated().flatMap { index, line in
                figures(line, at: index, decided["lines"]?.array?.dropFirst(index).first)
            }
    }

    private func figures(_ expected: JSONValue, at index: Int, _ line: JSONValue?) -> [Figure] {
        Self.line.compactMap { field, member in
            guard let told = expected[field] else { return nil }
            // At which level the fund pays nothing makes no difference.
            if field == "MUC_HUONG", expected["THANH_TIEN_BH"]?["value"]?.string == "0.00" { return nil }
            let found = line?[member]?.string ?? (field == "T_TRANTT" ? "" : nil)
            return Figure(place: "line \(index + 1) \(field)", expected: told, found: found)
        }
    }

    private static let header = [
        ("T_THUOC", "drugs"), ("T_VTYT", "supplies"), ("T_TONGCHI_BV", "total"), ("T_TONGCHI_BH", "inScope"),
        ("T_BNTT", "ownCost"), ("T_BNCCT", "copayment"), ("T_BHTT", "fund"), ("T_NGUONKHAC", "otherSources"),
        ("T_BHTT_GDV", "fundFeeForService"),
    ]
    private static let line = [
        ("THANH_TIEN_BV", "total"), ("THANH_TIEN_BH", "inScope"), ("MUC_HUONG", "level"), ("T_BNTT", "ownCost"),
        ("T_BNCCT", "copayment"), ("T_BHTT", "fund"), ("T_NGUONKHAC", "otherSources"), ("T_TRANTT", "ceiling"),
    ]
}

/// A running suite at which claims are handed in.
private struct ClaimOffice {
    let suite = RunningSuite()
    private static let policies = EnvelopeSample.tree.appendingPathComponent("examples/policies")

    func publish() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.policies.path)
        for name in names.filter({ $0.hasSuffix(".yaml") }).sorted() {
            let file = Self.policies.appendingPathComponent(name).path
            let proposed = try await document(of: ["policy", "propose", "--input", file])
            let act = try #require(proposed["act"]?["act"]?.string)
            let hash = try #require(proposed["hash"]?.string)
            let published = try await suite.sauro(["policy", "publish", act, hash, "--as", "publisher", "-o", "none"])
            try #require(published.status == 0, "\(published.errors)")
        }
    }

    func importing(_ words: [String]) async throws -> (status: Int32, document: JSONValue) {
        let run = try await suite.sauro(["claim", "import", "-o", "json", "-q"] + words)
        return (run.status, try WireJSON.decode(JSONValue.self, from: Array(run.output.utf8)))
    }

    /// What is wrong with the files, or with their claims.
    func findings(_ document: JSONValue) -> [JSONValue] {
        let errors = (document["files"]?.array ?? []).compactMap {
            $0["error"]?["data"]?["details"]?["findings"]?.array
        }
        let claims = (document["claims"]?.array ?? []).compactMap { $0["findings"]?.array }
        return (errors + claims).flatMap { $0 }
    }

    func stored() async throws -> Int {
        try await document(of: ["claim", "list", "--limit", "1000"])["items"]?.array?.count ?? -1
    }

    private func document(of words: [String]) async throws -> JSONValue {
        let run = try await suite.sauro(words + ["-o", "json"])
        try #require(run.status == 0, "\(run.errors)")
        return try WireJSON.decode(JSONValue.self, from: Array(run.output.utf8))
    }

    /// What the insurance service has open, a line each.
    func openFiles() throws -> [String] {
        let service = try #require(suite.child("sauro-insurance"))
        let folder = "/proc/\(service)/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            // Gone since the folder was read.
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
        }.sorted()
    }
}

/// An envelope in a file, with what is expected of it beside it.
private struct EnvelopeSample {
    static let tree = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL
    private static let folder = tree.appendingPathComponent("Tests/InsuranceTests/Envelopes")

    let name: String
    let told: JSONValue
    var path: String { Self.folder.appendingPathComponent("\(name).xml").path }

    static func all(_ prefix: String) -> [EnvelopeSample] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
                .map { name in
                    let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
                    return EnvelopeSample(
                        name: String(name.dropLast(5)), told: try WireJSON.decode(JSONValue.self, from: Array(bytes)))
                }
        } catch { preconditionFailure("the tests have envelopes: \(error)") }
    }

    /// The envelope of one claim with another key in each of its documents.
    func text(key: String) throws -> String {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.components(separatedBy: "<NOIDUNGFILE>").enumerated().map { index, part in
            guard index > 0, let end = part.range(of: "</NOIDUNGFILE>"),
                let content = Data(base64Encoded: String(part[..<end.lowerBound]))
            else { return part }
            let changed = String(decoding: content, as: UTF8.self)
                .replacingOccurrences(of: "<MA_LK>T1<", with: "<MA_LK>\(key)<")
            return Data(changed.utf8).base64EncodedString() + part[end.lowerBound...]
        }.joined(separator: "<NOIDUNGFILE>")
    }
}

extension JSONValue {
    fileprivate func text() throws -> String { String(decoding: try WireJSON.encode(self), as: UTF8.self) }
}
