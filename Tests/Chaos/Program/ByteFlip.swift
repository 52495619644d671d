// One byte of one journal row, flipped in the file while its service is down. The audit must name the entry, and no
// page may serve it.

import ChaosKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround
import WireJSON

/// A byte flipped in a journal.
struct ByteFlip {
    let suite: Suite
    let service: String
    let entry: CloudEvent

    /// Flips, starts the service again, and looks.
    func perform() async throws -> Report.Flip {
        try await suite.stop(service)
        try flip()
        try suite.start(service)
        try await suite.awaitAnswer(of: [service])
        let (status, named) = try await audit()
        return Report.Flip(
            service: service, sequence: entry.sequence, named: named, status: status, reading: await reading())
    }

    /// The row holds the trace and, right after it, the data (https://sqlite.org/fileformat.html#record_format).
    private func flip() throws {
        let path = "\(suite.data(of: service))/\(service).sqlite"
        guard let file = FileHandle(forUpdatingAtPath: path) else { throw Trouble("\(path) cannot be opened") }
        defer { file.closeFile() }
        let row = Array((entry.traceparent ?? "").utf8) + entry.data.bytes
        let bytes = try file.readToEnd() ?? Data()
        guard let place = bytes.range(of: Data(row)) else {
            throw Trouble("the row of entry \(entry.sequence) was not found in \(path)")
        }
        // A letter or digit becomes another one: the text stays JSON.
        guard let offset = bytes[place].lastIndex(where: { Self.letters.contains($0) }) else {
            throw Trouble("entry \(entry.sequence) has no letter to flip")
        }
        try file.seek(toOffset: UInt64(offset))
        file.write(Data([bytes[offset] ^ 1]))
        Console.say("a bit of byte \(offset) of \(path) is flipped: entry \(entry.sequence)")
    }

    private static let letters = Set("bcdefghijklmnopqrstuvwxy0123456789".utf8)

    private func audit() async throws -> (status: Int32, named: Int64?) {
        let output = "\(suite.folder)/log/audit.json"
        let status = await Programs.run(
            "\(suite.bin)/sauro", ["audit", "verify", service, "-o", "json", "--data", suite.folder], log: output)
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard let start = text.firstIndex(where: { $0 == "{" || $0 == "[" }) else { return (status, nil) }
        let root = try WireJSON.decode(JSONValue.self, from: Array(text[start...].utf8))
        let row = root["items"]?.array?.first ?? root.array?.first ?? root
        guard status == ExitCode.findings.rawValue, let named = row["badSequence"]?.integer else {
            return (status, nil)
        }
        return (status, named)
    }

    /// What a reader of the page that would hold the entry gets.
    private func reading() async -> String {
        do {
            let page = try await Journals.page(service, after: entry.sequence - 1, limit: 10, suite.client)
            return page.items.contains { $0.sequence == entry.sequence } ? Report.Flip.served : "left out"
        } catch let failure as Failure {
            return failure.name
        } catch { return "\(error)" }
    }
}
