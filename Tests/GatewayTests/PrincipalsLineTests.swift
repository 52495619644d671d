// Every refusal of a principals file names the line: what fuzzing found without one.

import Testing

@testable import GatewayCommandLine

@Suite("Lines of the principals file")
struct PrincipalsLineTests {
    @Test(
        "a refusal names the line, also where YAML itself is broken",
        arguments: [
            ("# é\n\u{1}", "p.yaml, line 2: control characters are not allowed"),
            ("- name: a\n  name: b\n  roles: [reader]\n", "p.yaml, line 1: a key stands twice in one mapping: name"),
            ("- name: a\n---\n- name: b\n", "p.yaml, line 3: the file holds 2 documents; one is taken"),
        ])
    func line(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try PrincipalsFile(text: text, path: "p.yaml") }
        #expect(error?.message == message)
    }

    @Test("and is one line, whatever the texts of the file hold")
    func control() {
        let text = "- {name: a, roles: [reader], \"x\\e[31m\\n\": 1}\n"
        let error = #expect(throws: UsageError.self) { try PrincipalsFile(text: text, path: "p.yaml") }
        #expect(error?.message == "p.yaml, line 1: a principal has no member \"x\u{FFFD}[31m \"")
    }
}
