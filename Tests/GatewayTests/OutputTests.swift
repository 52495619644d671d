// What is printed, in every form and width.

import Fabric
import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Output")
struct OutputTests {
    private let units = json(
        #"""
        {"items":[
          {"code":"HP-DOH","name":{"vi":"Sở Y tế Hải Phòng","en":"Hai Phong Department of Health"},
           "kind":"provincialDepartment","from":"2025-07-01","beds":5},
          {"code":"31-0001","name":{"vi":"Bệnh viện Hữu nghị Việt Tiệp"},
           "kind":"hospital","parent":"HP-DOH","from":"1975-01-01","beds":1200,"until":null}
        ],"nextCursor":"c 1","_meta":{"sequence":9}}
        """#)

    private func lines(_ value: JSONValue, _ width: Int?) -> String {
        ValueText(paper: Paper(width: width, hasColour: false)).lines(of: value).joined(separator: "\n")
    }

    @Test("a page is a table; where there is no terminal it is as wide as it needs")
    func wide() {
        #expect(
            lines(units, nil) == """
                CODE     NAME.VI                       NAME.EN                         \
                KIND                  FROM        BEDS  PARENT
                HP-DOH   Sở Y tế Hải Phòng             Hai Phong Department of Health  \
                provincialDepartment  2025-07-01     5  -
                31-0001  Bệnh viện Hữu nghị Việt Tiệp  -                               \
                hospital              1975-01-01  1200  HP-DOH
                """)
    }

    @Test("a terminal that is wide enough gets the whole table")
    func wideTerminal() { #expect(lines(units, 120) == lines(units, nil)) }

    @Test("a terminal of 100 columns narrows the widest columns")
    func terminal() {
        #expect(
            lines(units, 100) == """
                CODE     NAME.VI               NAME.EN                KIND                  FROM        BEDS  PARENT
                HP-DOH   Sở Y tế Hải Phòng     Hai Phong Department…  provincialDepartment  2025-07-01     5  -
                31-0001  Bệnh viện Hữu nghị …  -                      hospital              1975-01-01  1200  HP-DOH
                """)
    }

    @Test("a narrow terminal keeps the first columns and cuts with an ellipsis")
    func narrow() {
        #expect(
            lines(units, 40) == """
                CODE     NAME.VI         NAME.EN
                HP-DOH   Sở Y tế Hải P…  Hai Phong Depa…
                31-0001  Bệnh viện Hữu…  -
                """)
    }

    @Test("an object is aligned lines, its lists tables below")
    func object() {
        let value = json(
            #"""
            {"code":"30","state":"dissolved","name":{"vi":"Hải Dương"},"none":null,"tags":["a","b"],
             "parts":[{"unit":"31","share":"0.6"},{"unit":"33","share":"0.4"}],"empty":[{"x":[]}],
             "_meta":{"sequence":3}}
            """#
        )
        #expect(
            lines(value, nil) == """
                code     30
                state    dissolved
                name.vi  Hải Dương
                tags     a, b

                parts
                  UNIT  SHARE
                  31    0.6
                  33    0.4

                empty
                  X
                  -
                """)
    }

    @Test("JSON output is the result as it came, digits and order kept")
    func asJSON() async throws {
        let suite = try FakeSuite()
        let reply = json(#"{"z":1.50,"a":{"vi":"Sở"},"_meta":{"sequence":3}}"#)
        try await suite.add("registry") { _ in .success(reply) }
        let pretty = await suite.sauro("unit", "get", "31", "-o", "json")
        #expect(
            pretty.output
                == "{\n  \"z\": 1.50,\n  \"a\": {\n    \"vi\": \"Sở\"\n  },\n"
                + "  \"_meta\": {\n    \"sequence\": 3\n  }\n}\n"
        )
        #expect(await suite.sauro("unit", "get", "31", "-o", "jsonl").output == reply.jsonText + "\n")
        #expect(await suite.sauro("unit", "get", "31", "-o", "none") == Outcome(code: .ok, output: "", errors: ""))
    }

    @Test("a list as JSON lines is an item a line; what goes on is said on standard error")
    func jsonLines() async throws {
        let suite = try FakeSuite()
        let units = units
        try await suite.add("registry") { _ in .success(units) }
        let outcome = await suite.sauro("unit", "list", "-o", "jsonl")
        #expect(outcome.output.split(separator: "\n").map { json(String($0))["code"] } == ["HP-DOH", "31-0001"])
        let text = await suite.shell(columns: 40).sauro(["unit", "list"])
        #expect(text.code == .ok)
        #expect(
            text.errors == """
                not shown for want of width: kind, from, beds, parent; -o json has all
                there are more: --cursor 'c 1', or --all

                """)
        #expect(await suite.shell(columns: 40).sauro(["unit", "list", "-q"]).errors == "")
    }

    @Test("--all follows the list to its end, as of what the first page knew")
    func allPages() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { request in
            let cursor = request.params?["cursor"]?.string
            let next = cursor == nil ? "2" : cursor == "2" ? "3" : nil
            return .success(
                .members([
                    ("items", .array([json(#"{"code":"U\#(cursor ?? "1")"}"#)])),
                    ("nextCursor", next.map { .string($0) }), ("_meta", json(#"{"sequence":41,"asOf":"2025-07-01"}"#)),
                ]))
        }
        let text = await suite.sauro("unit", "list", "--all")
        #expect(text == Outcome(code: .ok, output: "CODE\nU1\nU2\nU3\n", errors: ""))
        let sent = suite.requests.withLock { $0 }
        #expect(sent.map(\.params["limit"]) == [1000, 1000, 1000])
        #expect(sent.map(\.metadata.knownAt) == [nil, .sequence(41), .sequence(41)])
        #expect(sent.map(\.metadata.asOf?.text) == [nil, "2025-07-01", "2025-07-01"])
        #expect(
            await suite.sauro("unit", "list", "--all", "-o", "jsonl").output
                == "{\"code\":\"U1\"}\n{\"code\":\"U2\"}\n{\"code\":\"U3\"}\n")
        let whole = json(await suite.sauro("unit", "list", "--all", "-o", "json").output)
        #expect(whole["items"]?.array?.count == 3 && whole["_meta"]?["sequence"] == 41)
    }

    @Test("an empty list is exit code 0 and says so on standard error")
    func empty() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in .success(json(#"{"items":[]}"#)) }
        #expect(await suite.sauro("unit", "list") == Outcome(code: .ok, output: "", errors: "none\n"))
    }

    @Test("text is as wide as it shows: precomposed, combining, wide")
    func columns() {
        #expect("Việt".columns == 4)
        #expect("Vie\u{302}\u{323}t".columns == 4)
        #expect("健康".columns == 4)
        #expect("🏥".columns == 2)
        #expect("Sở Y tế Hải Phòng".cut(to: 8) == "Sở Y tế…")
        #expect("健康健康".cut(to: 4) == "健…")
        #expect("abc".cut(to: 3) == "abc" && "abc".cut(to: 0) == "")
    }

    @Test("what a terminal would obey is not passed on")
    func controls() {
        #expect("a\u{1B}[31mb\nc\u{9B}".onOneLine == "a\u{FFFD}[31mb c\u{FFFD}")
    }

    @Test("only a terminal gets colours, and none if NO_COLOR is set")
    func colours() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in .success(json(#"{"items":[{"a":1}]}"#)) }
        #expect(await suite.shell(columns: 80).sauro(["unit", "list"]).output == "\u{1B}[1mA\u{1B}[0m\n1\n")
        #expect(
            await suite.shell(columns: 80, environment: ["NO_COLOR": "1"]).sauro(["unit", "list"]).output == "A\n1\n")
        #expect(await suite.sauro("unit", "list").output == "A\n1\n")
    }
}
