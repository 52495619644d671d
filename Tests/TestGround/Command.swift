// Commands that a test runs to their end, by way of the shell. Foundation's Process is not used in tests: started from
// several threads at once it has crashed.

import Foundation

/// A command that has ended.
public struct Command: Sendable {
    /// Exit status; 128 and the signal's number if a signal ended it, as the shell has it.
    public var status: Int32
    public var output: String
    public var errors: String

    /// Runs a program, found in PATH if it has no slash, without standard input, and waits for its end.
    public static func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> Command {
        let name = "/tmp/sauro-command-\(UUID().uuidString)"
        let (output, errors) = ("\(name).out", "\(name).err")
        defer { for path in [output, errors] { unlink(path) } }
        let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
        let words = settings + ([program] + arguments).map(quoted)
        let result = system("\(words.joined(separator: " ")) </dev/null >\(output) 2>\(errors)")
        let status = result & 0x7F == 0 ? (result >> 8) & 0xFF : 128 + (result & 0x7F)
        return Command(
            status: status, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }

    /// The same on a thread of its own. Tasks run on no more threads than the machine has cores: one that waits for a
    /// program keeps one of them from all other tests, whose answers then come too late.
    public static func runAside(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> Command {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(program, arguments, environment: environment) })
            }
        }
    }

    /// A word as the shell reads it literally.
    private static func quoted(_ word: String) -> String {
        "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
