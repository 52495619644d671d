// The documents of a claim as a terminal shows them.

import Foundation
import MessageSchema
import Testing

@testable import GatewayCommandLine

@Suite struct DossierTextTests {
    private static let files = [
        DossierFile(number: 1, name: "XML1", size: 1234, digest: "aa"),
        DossierFile(number: 12, name: "XML12", size: 5, digest: "bb"),
    ]

    @Test("Documents are a table, and none is said in words")
    func list() {
        let lines = DossierText.lines(of: ShowDossier.Reply(files: Self.files), on: Paper(width: nil, hasColour: false))
        #expect(
            lines == [
                "FILE  NAME   SIZE  DIGEST", "   1  XML1   1234  aa", "  12  XML12     5  bb",
            ])
        let none = DossierText.lines(of: ShowDossier.Reply(files: []), on: Paper(width: nil, hasColour: false))
        #expect(none == ["the claim came without documents"])
    }

    @Test("A document is its text, line by line, and no control character reaches the terminal")
    func content() {
        let text = "<A>\r\n  <B>Đỡ sốt\u{9B}31m</B>\n</A>"
        let reply = ShowDossier.Reply(files: Self.files, content: Data(text.utf8).base64EncodedString())
        let lines = DossierText.lines(of: reply, on: Paper(width: nil, hasColour: false))
        #expect(lines == ["<A>", "  <B>Đỡ sốt\u{FFFD}31m</B>", "</A>"])
    }
}
