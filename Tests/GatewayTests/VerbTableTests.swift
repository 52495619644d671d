// Nouns and verbs from the contracts.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Verbs from contracts")
struct VerbTableTests {
    @Test("nouns are unique across services and built-in commands")
    func nounsAreUnique() {
        var owner: [String: String] = [:]
        for contract in Catalogue.contracts {
            for noun in Set(contract.methods.compactMap { $0.name.parts?.noun }) {
                #expect(owner.updateValue(contract.service.text, forKey: noun) == nil, "\(noun) stands twice")
            }
        }
        #expect(Set(owner.keys).isDisjoint(with: CommandList.names + ["help"]))
    }

    @Test("every method of every contract is a verb")
    func everyMethodIsAVerb() {
        let table = VerbTable()
        for contract in Catalogue.contracts {
            for method in contract.methods { #expect(table.verb(ofMethod: method.name.text) != nil, "\(method.name)") }
        }
        #expect(
            table.nouns == [
                "clock", "suite", "unit", "reorganisation", "staff", "post", "group", "partner", "meeting", "indicator",
                "directive", "task", "host", "report", "member", "card", "policy", "claim", "ledger", "contribution",
                "entitlement", "licence", "deadline", "reimbursement", "advance", "statement",
                "settlement", "fund", "household", "catalogue",
                "template", "notice", "inbox", "subscription",
            ])
    }

    @Test("a flag of a request that has the name of a call's takes its place, if that can stand before the noun")
    func flagsDoNotClash() throws {
        let table = VerbTable()
        for verb in table.nouns.flatMap({ table.verbs(of: $0) }) {
            let names = (verb.flags + verb.objects).map(\.name)
            #expect(Set(verb.callFlags.map(\.rawValue)).isDisjoint(with: names), "\(verb.name)")
            #expect(Set(names).count == names.count, "\(verb.name)")
            let hidden = CallFlag.allCases.map(\.rawValue).filter(names.contains)
            #expect(
                Set(hidden).isSubset(of: ["data", "output", "as", "timeout", "context", "gateway", "key"]),
                "\(verb.name)")
        }
        #expect(try !verb("claim", "submit").callFlags.contains(.context))
    }

    @Test("a curated verb stands for one of a contract, and says what it does itself")
    func curated() throws {
        let table = VerbTable()
        let curated = table.nouns.flatMap { table.verbs(of: $0) }.filter { $0.curated != nil }
        let names = [
            "member import", "policy lint", "policy diff", "policy replay", "claim import", "ledger export",
            "catalogue import",
        ]
        #expect(curated.map(\.name) == names)
        #expect(CuratedVerbs.tree.completions.map { $0.words.joined(separator: " ") } == curated.map(\.name))
        let command = try #require(curated.first { $0.name == "claim import" })
        #expect(command.summary.hasPrefix("Import envelopes (GIAMDINHHS): "))
        #expect(table.help(of: "claim").contains("  import      \(command.summary)\n"))
    }

    @Test("the example of every verb is a command that its own parser takes and its type accepts")
    func examplesParse() throws {
        let table = VerbTable()
        for verb in table.nouns.flatMap({ table.verbs(of: $0) }) {
            let words = Self.words(of: verb.exampleCommand).dropFirst(3)
            let invocation = try VerbParser.parse(Array(words), for: verb)
            let request = try verb.request(from: .object([]), invocation)
            #expect(Set(request.flattenedPaths) == Set(verb.example.flattenedPaths), "\(verb.exampleCommand)")
        }
    }

    @Test(
        "a wrong word names the nearest match and the next step",
        arguments: [
            (["unti", "list"], "there is no command \"unti\"; did you mean unit?", "see `sauro --help`"),
            (["unit", "lst"], "unit has no verb \"lst\"; did you mean list?", "see `sauro unit --help`"),
            (["unit"], "unit wants a verb", "see `sauro unit --help`"),
            (["zzzzzz"], "there is no command \"zzzzzz\"", "see `sauro --help`"),
            (
                ["unit", "get", "--unot", "HP"], "there is no flag --unot; did you mean --unit?",
                "see `sauro unit get --help`"
            ),
            (["events"], "events wants one of: tail", "see `sauro events --help`"),
        ])
    func nearest(words: [String], message: String, next: String) async {
        let outcome = await Shell().sauro(words)
        #expect(outcome == Outcome(code: .usage, output: "", errors: "error: \(message)\n  next: \(next)\n"))
    }

    /// Words of a command line as a shell reads them, single quotes only.
    static func words(of line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "'": isQuoted.toggle()
            case " " where !isQuoted:
                words.append(word)
                word = ""
            default: word.append(character)
            }
        }
        return words + [word]
    }
}

extension JSONValue {
    var flattenedPaths: [String] {
        flattened().map { "\($0.name)=\($0.value.jsonText)" } + lists().map { "\($0.name)=\($0.items)" }
    }
}
