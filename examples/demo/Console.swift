// What the demonstration prints: titles, command lines with their output, and how long things took.

import Foundation
import Surroundings

/// The reader's screen.
enum Console {
    static func title(_ text: String) {
        print("\n\(text)\n\(String(repeating: "=", count: text.count))")
        flush()
    }

    static func scene(_ text: String) {
        print("\n-- \(text)")
        flush()
    }

    /// A line of the narrator.
    static func say(_ text: String) {
        print("   \(text)")
        flush()
    }

    static func command(_ words: [String]) {
        print("\n$ \(words.map(quoted).joined(separator: " "))")
        flush()
    }

    /// Output of a command, shortened to its beginning.
    static func output(_ text: String, lines limit: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let trimmed = lines.last == "" ? Array(lines.dropLast()) : lines
        // What would leave two lines out is shown whole.
        let shown = trimmed.count <= limit + 2 ? trimmed.count : limit
        for line in trimmed.prefix(shown) { print("  \(shortened(line))") }
        if trimmed.count > shown { print("  ... \(trimmed.count - shown) more lines") }
        flush()
    }

    static func error(_ text: String) {
        FileHandle.standardError.write(Data("sauro-demo: \(text)\n".utf8))
    }

    /// Milliseconds on a clock that never goes back.
    static func milliseconds() -> Int64 { Surroundings.live.monotonic() }

    static func seconds(since start: Int64) -> String { seconds(milliseconds() - start) }

    static func seconds(_ duration: Int64) -> String { "\(duration / 1000).\(duration % 1000 / 100) s" }

    private static let columns = 150

    private static func shortened(_ line: String) -> String {
        line.count > columns ? line.prefix(columns) + "…" : line
    }

    private static func quoted(_ word: String) -> String {
        let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:@=,+".contains($0) }
        return plain && !word.isEmpty ? word : "'\(word.replacingOccurrences(of: "'", with: "'\\''"))'"
    }

    private static func flush() { fflush(nil) }
}
