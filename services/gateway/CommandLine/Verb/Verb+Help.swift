// Help for nouns and verbs, made from the contracts.

import MessageSchema
import WireJSON

extension VerbTable {
    /// The verbs of a noun with what they do.
    func help(of noun: String) -> String {
        let verbs = verbs(of: noun)
        let width = (verbs.map { $0.verb.count }.max() ?? 0) + 2
        let lines = verbs.map { "  \($0.verb.padded(to: width))\($0.summary)" }
        return """
            usage: sauro \(noun) VERB [flags]

            verbs:
            \(lines.joined(separator: "\n"))

            `sauro \(noun) VERB --help` shows a verb's flags and an example.

            """
    }
}

extension Verb {
    /// What the verb does, its flags with their forms, an example.
    var help: String {
        var parts = [method.summary, "usage: " + usage]
        if !flags.isEmpty { parts.append("request (* must be given):\n" + requestLines.joined(separator: "\n")) }
        parts.append("call:\n" + callLines.joined(separator: "\n"))
        parts.append("example:\n  " + exampleCommand)
        parts.append(
            "\(effectSentence) The wire's name is \(method.name).\n"
                + "Exit codes: 0 done, 2 wrong request, 3 not found, 4 not allowed, 5 conflict, 7 try again;\n"
                + "`sauro exit-codes` has all of them.")
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var usage: String {
        let places = positionals.map { $0.name.uppercased() }
        let rest = flags.filter { $0.isRequired && !positionals.contains($0) }
        let named = rest.map { $0.isBoolean ? "--[no-]\($0.name)" : "--\($0.name) \($0.placeholder)" }
        return ([command] + places + named + ["[flags]"]).joined(separator: " ")
    }

    /// Help is broken at the width of the sources that quote it.
    private static let helpColumns = 100

    private var requestLines: [String] {
        let names = flags.map { $0.isBoolean ? "--[no-]\($0.name)" : "--\($0.name) \($0.placeholder)" }
        let width = (names.map(\.count).max() ?? 0) + 2
        return zip(flags, names).flatMap { flag, name in
            let form = (flag.isBoolean ? "yes or no" : flag.shape.form).wrapped(to: Self.helpColumns - width - 4)
            let first = "  \(flag.isRequired ? "*" : " ") \(name.padded(to: width))\(form[0])"
            return [first] + form.dropFirst().map { String(repeating: " ", count: width + 4) + $0 }
        }
    }

    private var callLines: [String] {
        let names = callFlags.map { flag in
            let short = flag == .output ? "-o, " : flag == .help ? "-h, " : flag == .quiet ? "-q, " : ""
            return "\(short)--\(flag.rawValue) \(flag.placeholder)"
        }
        let width = (names.map(\.count).max() ?? 0) + 2
        return zip(callFlags, names).map { "    \($1.padded(to: width))\($0.meaning)" }
    }

    private var effectSentence: String {
        switch method.effect {
        case .reads: "Changes nothing."
        case .idempotentWrite: "Changes state; doing it twice is the same as once."
        case .write: "Changes state; give --idempotency-key to be able to repeat it."
        }
    }

    /// The example of the method's declaration as a command.
    var exampleCommand: String {
        let example = example
        var words = [command]
        for flag in positionals {
            guard let value = example.value(at: flag.path[...]) else { break }
            words.append(ShellWord.quoted(value.plainText))
        }
        for flag in flags where !positionals.contains(flag) {
            guard let value = example.value(at: flag.path[...]) else { continue }
            words += Self.words(flag, value)
        }
        return words.joined(separator: " ")
    }

    private static func words(_ flag: VerbFlag, _ value: JSONValue) -> [String] {
        switch value {
        case .bool(let isOn): [isOn ? "--\(flag.name)" : "--no-\(flag.name)"]
        case .array(let elements): elements.map { "--\(flag.name) \(ShellWord.quoted($0.plainText))" }
        default: ["--\(flag.name) \(ShellWord.quoted(value.plainText))"]
        }
    }
}

/// Words as a shell reads them.
enum ShellWord {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+=%")

    /// The word, in single quotes if the shell would read it otherwise.
    static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
