// What the commands that import a roll have in common: going on where a break was, sending, telling.

import MessageSchema
import Surroundings

/// A roll to be imported.
struct RollRun {
    let file: String
    /// Whether to begin anew, whatever is kept of an import before.
    let restart: Bool
    /// What rows are that say something new: `enrolled`.
    let word: String
    let settings: SettingFlags

    /// Sends it page by page.
    func run<Row: Decodable & Sendable>(
        _ context: CommandContext,
        _ call: @escaping @Sendable ([Row], SuiteConnection, CallMetadata) async throws(Failure) -> RollAnswer
    ) async throws -> ExitCode {
        let settings = try context.settings(settings)
        let size = try RollFile<Row>(file).size
        let kept = try restart ? nil : RollProgress.kept(of: file, size: size)
        let start = kept ?? RollProgress(size: size)
        if let kept, !settings.isQuiet { context.console.say("going on behind line \(kept.place.line) of \(file)") }
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let outcomes = RollOutcomes(file: file, word: word, start: start, context: context, settings: settings)
        let (file, surroundings) = (file, context.surroundings)
        do {
            let code = try await context.untilInterrupted(.cancelled) {
                let run = RollImport<Row>(
                    roll: try RollFile(file),
                    sender: RollSender(
                        connection: connection, key: { surroundings.newIdentifier() }, call: call),
                    each: outcomes.take)
                _ = try await run.run(from: start)
                return .ok
            }
            return outcomes.finish(isCancelled: code == .cancelled)
        } catch let failure as Failure {
            outcomes.sayBreak()
            throw failure
        }
    }
}
