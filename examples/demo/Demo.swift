// `make demo`: starts the suite on a clock of its own, plays 2023 to 2025 and checks every step.
// Leaves with 0 only if all hold. All persons and most single units are synthetic; see examples/README.md.

import Fabric
import Foundation

@main
struct Demo {
    @MainActor
    static func main() async {
        do {
            let options = try Options(CommandLine.arguments.dropFirst())
            if options.help { return print(Options.usage) }
            if options.cast { return print(Cast.flags.joined(separator: "\n")) }
            exit(try await perform(options) ? 0 : 1)
        } catch let error as UsageError {
            Console.error("\(error.message)\n\n\(Options.usage)")
            exit(2)
        } catch {
            Console.error("\(error)")
            exit(1)
        }
    }

    /// Plays the whole piece; true if every check holds.
    @MainActor
    private static func perform(_ options: Options) async throws -> Bool {
        let began = Console.milliseconds()
        let examples = try ExampleFolder(options.examples)
        if options.check {
            let lines = try ExampleCheck.lines(of: examples, staff: options.staff, seed: options.seed)
            print(lines.joined(separator: "\n"))
            return true
        }
        let suite = try Suite(options, principals: Cast.principals)
        let clock = "2023-01-01T00:00:00Z"
        Console.title("Sauro plays 2025 on a clock of its own; every person in it is synthetic")
        let checks = CheckTable()
        do {
            if suite.isOwn { try suite.start(clock: clock) }
            let play = try Play(options, examples, suite, checks)
            defer { play.stop() }
            if !suite.isOwn { try play.sauro("clock", "advance", clock, showing: 2) }
            try await play.all()
        } catch {
            checks.add("the play came to its end", "\(error)", holds: false)
        }
        if suite.isOwn {
            let status = suite.stop()
            checks.add("sauro up ends cleanly on SIGTERM", "exit status \(status)", holds: status == 0)
        }
        checks.print()
        print(
            "it took \(Console.seconds(since: began)); two minutes are meant to be enough on two idle cores")
        suite.close(succeeded: checks.allHold)
        return checks.allHold
    }
}
