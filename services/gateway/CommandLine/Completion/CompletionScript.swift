// Completion scripts for bash, zsh and fish, made from the contracts and the curated commands.

import MessageSchema

/// The words that can be completed.
struct CompletionWords: Sendable {
    struct Flag: Sendable, Equatable {
        /// With its dashes.
        var name: String
        var takesValue: Bool
        /// What the value may be.
        var words: [String]
        var summary: String
    }
    /// A command of two words, or of one.
    struct Command: Sendable, Equatable {
        var words: [String]
        var summary: String
        var flags: [Flag]
    }

    var commands: [Command]

    /// All of `sauro`.
    static var all: CompletionWords {
        let table = VerbTable()
        let curated = CuratedVerbs.tree.completions
        let verbs = table.nouns.flatMap { table.verbs(of: $0) }.map { verb in
            curated.first { $0.words == [verb.noun, verb.verb] }
                ?? Command(words: [verb.noun, verb.verb], summary: verb.summary, flags: flags(of: verb))
        }
        return CompletionWords(commands: verbs + CommandList.tree.completions)
    }

    private static func flags(of verb: Verb) -> [Flag] {
        verb.flags.flatMap { flag -> [Flag] in
            let yes = Flag(
                name: "--\(flag.name)", takesValue: !flag.isBoolean, words: flag.words, summary: flag.shape.form)
            guard flag.isBoolean else { return [yes] }
            return [yes, Flag(name: "--no-\(flag.name)", takesValue: false, words: [], summary: "no")]
        }
            + verb.callFlags.map {
                Flag(name: "--\($0.rawValue)", takesValue: $0.takesValue, words: $0.words, summary: $0.meaning)
            }
    }

    /// First words, in order.
    var firstWords: [String] { unique(commands.compactMap(\.words.first)) }

    /// The words after a first one.
    func secondWords(after first: String) -> [String] {
        unique(commands.filter { $0.words.first == first }.compactMap { $0.words.dropFirst().first })
    }

    private func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}

/// A completion script.
struct CompletionScript {
    enum Shell: String, CaseIterable, Sendable { case bash, zsh, fish }

    let words: CompletionWords

    func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: "#compdef sauro\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        case .fish: fish
        }
    }

    /// zsh runs it as well, by its bashcompinit.
    private var bash: String {
        """
        # bash completion for sauro; load it by: source <(sauro completion bash)
        _sauro() {
            local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
            local first="${COMP_WORDS[1]}" command="${COMP_WORDS[1]} ${COMP_WORDS[2]}" words=""
            if [ "$COMP_CWORD" -eq 1 ]; then
                words="\(words.firstWords.joined(separator: " ")) help"
            else
                case "$command" in
        \(words.commands.map(bashCase).joined(separator: "\n"))
                esac
                if [ "$COMP_CWORD" -eq 2 ]; then
                    case "$first" in
        \(words.firstWords.compactMap(bashSecond).joined(separator: "\n"))
                    esac
                fi
            fi
            COMPREPLY=($(compgen -W "$words" -- "$current"))
            if [ -z "$words" ]; then COMPREPLY=($(compgen -f -- "$current")); fi
        }
        complete -o default -F _sauro sauro

        """
    }

    private func bashCase(_ command: CompletionWords.Command) -> String {
        let pattern =
            command.words.count == 1 ? "\"\(command.words[0]) \"*" : "\"\(command.words.joined(separator: " "))\""
        let valued = command.flags.filter { $0.takesValue }
        let listed = valued.filter { !$0.words.isEmpty }.map {
            "\($0.name)) words=\"\($0.words.joined(separator: " "))\" ;;"
        }
        let open = valued.filter(\.words.isEmpty).map(\.name).joined(separator: "|")
        let cases = listed + (open.isEmpty ? [] : ["\(open)) words=\"\" ;;"])
        let names = command.flags.map(\.name).joined(separator: " ")
        return """
                    \(pattern))
                        case "$before" in \(cases.joined(separator: " ")) *) words="\(names)" ;; esac ;;
            """
    }

    private func bashSecond(_ first: String) -> String? {
        let seconds = words.secondWords(after: first)
        return seconds.isEmpty ? nil : "            \(first)) words=\"\(seconds.joined(separator: " ")) --help\" ;;"
    }

    private var fish: String {
        let firsts = words.firstWords
        var lines = [
            "# fish completion for sauro; load it by: sauro completion fish | source",
            "complete -c sauro -f",
            "complete -c sauro -n __fish_use_subcommand -a '\((firsts + ["help"]).joined(separator: " "))'",
        ]
        for command in words.commands {
            if command.words.count == 2 {
                lines.append(
                    "complete -c sauro -n '__fish_seen_subcommand_from \(command.words[0]); "
                        + "and test (count (commandline -opc)) -eq 2' -a \(command.words[1])"
                        + " -d \(ShellWord.quoted(command.summary))")
            }
            let condition = command.words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
            lines += command.flags.map { flag in
                "complete -c sauro -n '\(condition)' -l \(flag.name.dropFirst(2))"
                    + (flag.takesValue ? " -r" : "")
                    + (flag.words.isEmpty ? "" : " -a '\(flag.words.joined(separator: " "))'")
                    + " -d \(ShellWord.quoted(flag.summary))"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
