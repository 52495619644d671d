// What `sauro keys new` and `keys rotate` say when it is done: the key as data, the next step beside it.

import Fabric
import MessageSchema
import WireJSON

/// Reports on a key that was made or entered.
struct KeyReport {
    let name: String
    let settings: Settings
    let context: CommandContext

    func show(_ made: KeyRing.Made, _ right: PrincipalEntry.Right?) -> MessageSchema.ExitCode {
        context.show(
            object: .members([
                ("name", .string(name)), ("key", .string(made.key.text)), ("z85", .string(made.key.z85)),
                ("file", made.file.map { .string($0) }),
                ("entered", made.isEntered ? .string(settings.suite.principals) : nil),
                ("until", made.until.map { .string($0.text) }),
            ]), settings)
        guard !settings.isQuiet else { return .ok }
        for line in name == KeyFolder.gateway ? gatewaySteps(made) : steps(made) { context.console.say(line) }
        return .ok
    }

    private func gatewaySteps(_ made: KeyRing.Made) -> [String] {
        guard let until = made.until else {
            return [
                "next: sauro up --listen-clients tcp://0.0.0.0:5570 --listen-workers tcp://0.0.0.0:5571",
                "it prints the addresses for clients and services; the key in them is public.",
            ]
        }
        return [
            "next: give clients and services the second addresses with the new key, which the gateway prints now",
            "(ports 5572 and 5573 if the first are in use, and the reverse); the old addresses close at \(until).",
        ]
    }

    private func steps(_ made: KeyRing.Made) -> [String] {
        var lines: [String] = []
        if !made.isEntered {
            lines = [
                "no principals file names \(name) here. On the gateway's machine:",
                "  sauro keys new \(name) --public \(made.key) --role ROLE [--scope UNIT]",
            ]
        } else if let until = made.until {
            lines = ["until \(until) the old key is valid, too; then it is refused, on open connections as well."]
        }
        guard let file = made.file else { return lines }
        return lines + [
            "next: use it with --gateway tcp://HOST:PORT/KEY --key \(ShellWord.quoted(file))",
            "only \(name) should be able to read that file.",
        ]
    }
}
