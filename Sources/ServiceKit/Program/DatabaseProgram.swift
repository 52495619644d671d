// What the programs have in common that do something to a service's database and leave: flags in, one answer out, and
// an exit code.

import ArgumentParser
import MessageSchema

private import Glibc

/// A run of such a program.
enum DatabaseProgram {
    /// Prints the answer and leaves with 0; says why there is none, and leaves with 2 for wrong flags, else with the
    /// error's code.
    static func run<Arguments: ParsableArguments>(
        _ blueprint: Blueprint, _ arguments: [String], code: (any Error) -> MessageSchema.ExitCode,
        _ answer: (Arguments) throws -> String
    ) -> Never {
        let options: Arguments
        do {
            options = try Arguments.parse(arguments)
        } catch {
            ServiceProgram.complain(Arguments.fullMessage(for: error))
            exit(Arguments.exitCode(for: error).isSuccess ? 0 : MessageSchema.ExitCode.usage.rawValue)
        }
        do {
            print(try answer(options))
            exit(MessageSchema.ExitCode.ok.rawValue)
        } catch {
            ServiceProgram.complain("sauro-\(blueprint.contract.service): \(error)")
            exit(code(error).rawValue)
        }
    }
}
