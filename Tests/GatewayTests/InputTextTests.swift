// JSON, JSON lines and YAML as requests.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Input")
struct InputTextTests {
    private let shape: Shape

    init() throws { shape = try verb("reorganisation", "plan").requestShape }

    private func read(_ text: String) throws(UsageError) -> InputText {
        try InputText(Array(text.utf8), source: "in", shape: shape)
    }

    @Test("an object is one request, a list of objects are several")
    func counts() throws {
        #expect(try read(#"{"document": "1-QĐ/TW"}"#).isSingle)
        #expect(try read("document: 1-QĐ/TW\n").isSingle)
        #expect(
            try read(#"[{"a": 1}]"#)
                == InputText(requests: [.init(value: json(#"{"a":1}"#), place: "entry 1")], isSingle: false))
        let lines = try read("{\"a\": 1}\n\n{\"a\": 2}\n")
        #expect(
            lines.requests == [
                .init(value: json(#"{"a":1}"#), place: "line 1"), .init(value: json(#"{"a":2}"#), place: "line 3"),
            ])
        #expect(!lines.isSingle)
        let sequence = try read("- document: A\n- document: B\n")
        #expect(sequence.requests.map(\.place) == ["line 1", "line 2"])
        let documents = try read("document: A\n---\ndocument: B\n")
        #expect(documents.requests.count == 2 && !documents.isSingle)
    }

    @Test("YAML is read by the shape of the request, not by YAML's guesses")
    func yamlByShape() throws {
        let text = """
            title: {vi: Hợp nhất}
            document: 1-QĐ/TW
            effective: 2025-07-01
            steps:
              - kind: merge
                unit: 31
                from: [030, 31]
                parent: null
                into:
                  - {unit: 01, share: 0.6, primary: true}
            """
        #expect(
            try read(text).requests[0].value
                == json(
                    #"""
                    {"title":{"vi":"Hợp nhất"},"document":"1-QĐ/TW","effective":"2025-07-01",
                     "steps":[{"kind":"merge","unit":"31","from":["030","31"],"parent":null,
                               "into":[{"unit":"01","share":"0.6","primary":true}]}]}
                    """#
                ))
    }

    @Test("numbers and booleans are read where they are wanted")
    func yamlNumbers() throws {
        let appoint = try verb("post", "appoint").requestShape
        let input = try InputText(Array("fullTime: 50\nmain: true\nunit: true\n".utf8), source: "in", shape: appoint)
        #expect(input.requests[0].value == json(#"{"fullTime":50,"main":true,"unit":"true"}"#))
    }

    @Test(
        "what is malformed is named by line and column",
        arguments: [
            ("", "in is empty"),
            ("title: [a\nb: c\n", "in, line 2, column 2: did not find expected ',' or ']'"),
            ("a:\n\t- b\n", "in, line 2, column 1: found character that cannot start any token"),
            ("{\"a\": 1,\n \"b\": }", "in, line 2, column 7: expected a value, found \"}\""),
            ("{\"a\": 1}\n{\"b\": }\n", "in, line 2, column 7: expected a value, found \"}\""),
            ("- 7\n", "in, line 1: a request is a mapping"),
            ("{\"á\": 1, \"á\": 2}", "in, line 1, column 10: the object already has a member of this name"),
        ])
    func malformed(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try read(text) }
        #expect(error?.message == message)
    }
}
