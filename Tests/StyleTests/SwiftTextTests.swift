// The rules stand on telling code, comments and strings apart.

import Testing

@Suite struct SwiftTextTests {
    private func code(_ source: String) -> String { SwiftText(source).code.joined(separator: "\n") }

    @Test func commentsAreBlanked() {
        #expect(code("a // b\nc") == "a     \nc")
        #expect(code("a /* b /* c */ d */ e") == "a" + String(repeating: " ", count: 19) + "e")
        #expect(code("/* a\nb */ c") == "    \n     c")
    }

    @Test func stringsKeepTheirQuotesOnly() {
        #expect(code(#"f("a // b", c)"#) == #"f("      ", c)"#)
        #expect(code(#"f("a\"b", "")"#) == #"f("    ", "")"#)
        #expect(code("\"\"\"\n  try! a\n  \"\"\" + b").hasSuffix("\"\"\" + b"))
        #expect(!code("\"\"\"\n  try! a\n  \"\"\"").contains("try!"))
    }

    @Test func rawStringsEndWithTheirHashes() {
        #expect(code(##"#"a"b"# + c"##) == ##"#"   "# + c"##)
    }

    @Test func interpolationsAreFollowedToTheirEnd() {
        #expect(code(#"f("a\(g(")"))b") + h"#).hasSuffix(#"") + h"#))
        #expect(SwiftText(#"let a = "x\(b { "y" })z""#).literals.map(\.text).last == #"x\(b { "y" })z"#)
    }

    @Test func literalsKnowTheLineTheyBeginOn() {
        let literals = SwiftText("a\n\"\"\"\n  SELECT 1\n  \"\"\"\n\"b\"").literals
        #expect(literals.map(\.line) == [2, 5])
        #expect(literals.first?.text.contains("SELECT 1") == true)
    }

    @Test func aCommentIsSeenAtTheEndOfALine() {
        let text = SwiftText("// a\nb // c\nd")
        #expect(text.hasComment(onLine: 1))
        #expect(text.hasComment(onLine: 2))
        #expect(!text.hasComment(onLine: 3))
        #expect(!text.hasComment(onLine: 0))
    }
}
