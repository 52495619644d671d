// Help and completion, made from the contracts.

import MessageSchema
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Help and completion")
struct HelpAndCompletionTests {
    @Test("help of a verb that reads")
    func read() throws {
        #expect(
            try verb("unit", "search").help == """
                Find units by words of their name, whatever the case and the diacritics.

                usage: sauro unit search TEXT [flags]

                request (* must be given):
                  * --text TEXT    \(PlainText.form)
                    --kind WORD    one of state, ministry, department, authority, office, inspectorate, institute,
                                   university, newspaper, centre, province, provincialDepartment, division, branch,
                                   hospital, diseaseControlCentre, regionalMedicalCentre, testingCentre,
                                   forensicCentre, emergencyCentre, medicalCollege, communeStation, facility, other
                    --limit N      an integer
                    --cursor TEXT  a text

                call:
                    --input FILE|-               take the request as JSON or YAML; several of them are sent in batches
                    --as NAME                    act as a principal of the principals file
                    --as-of DATE                 what was true on a date
                    --known-at INSTANT|SEQUENCE  what was known then: an instant, or a sequence an earlier reply stated
                    --timeout MS|10s             how long to wait, 10 s when left out, 60 s at most
                    --all                        follow the list to its end
                    --parallel N                 batches under way at once, 8 when left out
                    -o, --output FORM            text, json, jsonl or none
                    --data DIR                   the data folder of the suite
                    --gateway ADDRESS            call by this gateway, tcp://HOST:PORT/KEY; may be repeated
                    --key FILE                   the file with your key pair, for gateways over TCP
                    --context NAME               a context of the config file
                    -q, --quiet                  say nothing but errors on standard error
                    -h, --help                   show this

                example:
                  sauro unit search 'so y te'

                Changes nothing. The wire's name is registry.unit.search.
                Exit codes: 0 done, 2 wrong request, 3 not found, 4 not allowed, 5 conflict, 7 try again;
                `sauro exit-codes` has all of them.

                """)
    }

    @Test("help of a verb that writes, with objects within")
    func write() throws {
        #expect(
            try verb("unit", "rename").help == """
                Give a unit a new name from a date on.

                usage: sauro unit rename UNIT FROM --name.vi TEXT [flags]

                request (* must be given):
                  * --unit TEXT      a unit code is 1 to 32 of A-Z, 0-9, '.' and '-', such as HP-DOH
                  * --name.vi TEXT   \(PlainText.form)
                    --name.en TEXT   \(PlainText.form)
                  * --from TEXT      a date such as 2025-07-01
                    --document TEXT  a document number is digits, a type and an agency, such as 72-NQ/TW or
                                     01/2025/TT-BYT

                call:
                    --input FILE|-         take the request as JSON or YAML; several of them are sent in batches
                    --as NAME              act as a principal of the principals file
                    --timeout MS|10s       how long to wait, 10 s when left out, 60 s at most
                    --idempotency-key KEY  a write with the same key is executed once; entry I of a batch has KEY/I
                    --parallel N           batches under way at once, 8 when left out
                    -o, --output FORM      text, json, jsonl or none
                    --data DIR             the data folder of the suite
                    --gateway ADDRESS      call by this gateway, tcp://HOST:PORT/KEY; may be repeated
                    --key FILE             the file with your key pair, for gateways over TCP
                    --context NAME         a context of the config file
                    -q, --quiet            say nothing but errors on standard error
                    -h, --help             show this

                example:
                  sauro unit rename HP-DOH 2025-07-01 --name.vi 'Sở Y tế Hải Phòng' \
                --name.en 'Hai Phong Department of Health'

                Changes state; give --idempotency-key to be able to repeat it. The wire's name is registry.unit.rename.
                Exit codes: 0 done, 2 wrong request, 3 not found, 4 not allowed, 5 conflict, 7 try again;
                `sauro exit-codes` has all of them.

                """)
    }

    @Test("every script completes every noun, verb and flag", arguments: CompletionScript.Shell.allCases)
    func scripts(shell: CompletionScript.Shell) {
        let text = CompletionScript(words: .all).text(for: shell)
        let table = VerbTable()
        for verb in table.nouns.flatMap({ table.verbs(of: $0) }) {
            #expect(text.contains(shell == .fish ? " -a \(verb.verb) -d" : "\"\(verb.name)\")"), "\(verb.name)")
            for flag in verb.flags where verb.curated == nil {
                #expect(text.contains(shell == .fish ? "-l \(flag.name)" : "--\(flag.name)"), "\(flag.name)")
            }
        }
        for name in CommandList.names { #expect(text.contains(name), "\(name)") }
        #expect(text.contains("hospital"))
        #expect(text.contains("text json jsonl none"))
    }

    @Test("curated commands are completed with the flags of their own help")
    func curated() throws {
        let tail = try #require(CompletionWords.all.commands.first { $0.words == ["events", "tail"] })
        #expect(
            tail.flags.map(\.name) == [
                "--after", "--type", "--follow", "--limit", "--data", "--output", "--gateway", "--key", "--as",
                "--timeout",
                "--quiet", "--context", "--help",
            ])
        #expect(tail.flags.filter { !$0.takesValue }.map(\.name) == ["--follow", "--quiet", "--help"])
    }

    @Test("a curated verb is completed with its own flags, in the place of its method's")
    func curatedVerb() throws {
        let found = CompletionWords.all.commands.filter { $0.words == ["claim", "import"] }
        #expect(
            found.map { $0.flags.map(\.name) } == [
                [
                    "--context", "--idempotency-key", "--data", "--output", "--gateway", "--key", "--as", "--timeout",
                    "--quiet", "--help",
                ]
            ])
    }

    @Test(
        "bash completes what it is given",
        arguments: [
            ("un", "unit"), ("unit li", "list"), ("unit list --ki", "--kind"), ("unit list --kind hospi", "hospital"),
            ("events ", "tail --help"), ("status --qu", "--quiet"), ("unit get -o j --out", "--output"),
            ("claim im", "import"), ("claim import a.xml --con", "--context"),
        ])
    func bash(line: String, expected: String) async throws {
        let script = CompletionScript(words: .all).text(for: .bash)
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let quoted = (["sauro"] + words).map(ShellWord.quoted).joined(separator: " ")
        let test = script + "\nCOMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count); _sauro; echo \"${COMPREPLY[*]}\"\n"
        let folder = TemporaryFolder()
        let file = folder.write(test, to: "completion.bash")
        #expect(try Command.run("/bin/bash", [file]).output == expected + "\n")
    }

    @Test("a script for another shell is refused")
    func other() async {
        #expect(await Shell().sauro(["completion", "csh"]).code == .usage)
        #expect(await Shell().sauro(["completion", "bash"]).output.contains("complete -o default -F _sauro sauro"))
    }
}
