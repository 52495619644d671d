// Files that the code's own words are written to, committed, and compared byte for byte.

import Foundation
import Testing

/// A committed file that must be what the code makes of it.
struct CommittedFile {
    /// Path from the root of the checkout.
    let path: String

    /// The root of the checkout, four levels above this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// True if this run writes the committed files anew instead of comparing them.
    static let isWriting = ProcessInfo.processInfo.environment["SAURO_WRITE_GOLDEN"] == "1"

    private var url: URL { Self.root.appendingPathComponent(path) }

    /// What is committed; nil if the file is not there.
    var contents: String? { try? String(contentsOf: url, encoding: .utf8) }

    func write(_ text: String) throws {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// Compares what is committed with what the code says now, or writes it.
    func expectContents(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if Self.isWriting { try write(text) }
        guard let contents else {
            Issue.record(
                "\(path) is missing; write it with SAURO_WRITE_GOLDEN=1 swift test", sourceLocation: sourceLocation)
            return
        }
        guard contents != text else { return }
        let old = contents.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        Issue.record(
            """
            \(path):\(line + 1) is not what the code says
            committed: \(line < old.count ? old[line] : "(nothing)")
            code:      \(line < new.count ? new[line] : "(nothing)")
            """, sourceLocation: sourceLocation)
    }

    /// Compares what stands between `<!-- name -->` and `<!-- /name -->`, or writes it.
    func expectSection(_ name: String, _ lines: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard let contents else {
            Issue.record("\(path) is missing", sourceLocation: sourceLocation)
            return
        }
        guard let start = contents.range(of: "<!-- \(name) -->"),
            let end = contents.range(of: "<!-- /\(name) -->", range: start.upperBound..<contents.endIndex)
        else {
            Issue.record("\(path) has no section <!-- \(name) -->", sourceLocation: sourceLocation)
            return
        }
        let section = "\n" + lines.joined(separator: "\n") + "\n"
        try expectContents(
            contents[..<start.upperBound] + section + contents[end.lowerBound...], sourceLocation: sourceLocation)
    }
}

/// The columns as a row of a Markdown table.
func markdownRow(_ columns: [String]) -> String {
    "| " + columns.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
}
