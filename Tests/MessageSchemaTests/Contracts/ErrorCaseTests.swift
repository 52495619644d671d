// The named refusals: each once, of one form, with a remedy that exists.

import MessageSchema
import Testing

@Suite struct ErrorCaseTests {
    @Test func namesAreUnique() {
        let names = Catalogue.errors.map(\.name)
        #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
    }

    @Test func aRefusalIsNamedServiceNounFact() {
        let owned = Catalogue.contracts.map { ($0.service.text, $0.errors) } + [("frame", FrameErrors.all)]
        for (owner, errors) in owned {
            for error in errors {
                let parts = error.name.split(separator: ".", omittingEmptySubsequences: false)
                #expect(parts.count == 3, "\(error.name)")
                #expect(parts.first.map(String.init) == owner, "\(error.name)")
                #expect(
                    parts.allSatisfy { $0.first?.isLowercase == true && $0.allSatisfy(\.isLetter) }, "\(error.name)")
            }
        }
    }

    @Test func meaningAndRemedyAreSentences() {
        for error in Catalogue.errors {
            for text in [error.meaning, error.remedy] {
                #expect(text.hasSuffix("."), "\(error.name): \(text)")
                #expect(text.first.map { $0.isUppercase || $0 == "`" } == true, "\(error.name): \(text)")
            }
        }
    }

    @Test func aRefusalIsNotOfAKindThatOnlyTheFabricGives() {
        let fabric: Set<ErrorKind> = [
            .parseError, .invalidRequest, .methodNotFound, .internalError, .overloaded, .unavailable, .deadlineExceeded,
        ]
        let named = Catalogue.errors.filter { fabric.contains($0.kind) }.map(\.name)
        // No rule's no, but a failure that has a name because people have to act upon it.
        #expect(named == ["frame.journal.damaged"])
    }

    @Test func commandsNamedInRemediesExist() {
        let commands = Set(
            Catalogue.contracts.flatMap { $0.methods.compactMap { $0.name.parts }.map { "\($0.noun) \($0.verb)" } })
        var seen = 0
        for error in Catalogue.errors {
            for quoted in error.remedy.split(separator: "`") where quoted.hasPrefix("sauro ") {
                let words = quoted.split(separator: " ").dropFirst().prefix(2).joined(separator: " ")
                let isBuiltIn = words == "up" || words.hasPrefix("up ") || words == "audit verify"
                #expect(isBuiltIn || commands.contains(words), "\(error.name) speaks of `\(quoted)`")
                seen += 1
            }
        }
        #expect(seen > 10)
    }
}
