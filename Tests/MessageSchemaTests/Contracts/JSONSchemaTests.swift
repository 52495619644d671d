// A second opinion on the schemas: Python's jsonschema, where it is at hand, reads them as draft 2020-12 and holds
// the examples against them.

import Foundation
import MessageSchema
import TestGround
import Testing
import WireJSON

@Suite struct JSONSchemaTests {
    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator as Validator
        findings = []
        for case in json.load(open(sys.argv[1], encoding="utf-8")):
            Validator.check_schema(case["schema"])
            for error in Validator(case["schema"]).iter_errors(case["instance"]):
                findings.append(case["name"] + error.json_path[1:] + ": " + error.message)
        print("\\n".join(findings), end="")
        """

    private static let isAtHand =
        (try? Command.run("python3", ["-c", "from jsonschema import Draft202012Validator"]))?.status == 0

    @Test(.enabled(if: isAtHand, "python3 with jsonschema is not at hand"))
    func examplesFitTheirSchemas() throws {
        let cases =
            try Exchange.all.flatMap {
                [
                    try entry($0.name + " request", $0.requestShape, isStrict: true, $0.request),
                    try entry($0.name + " reply", $0.replyShape, isStrict: false, $0.reply),
                ]
            } + Announcement.all.map { try entry($0.name, $0.shape, isStrict: false, $0.data) }
        #expect(try findings(in: cases) == "")
    }

    @Test(.enabled(if: isAtHand, "python3 with jsonschema is not at hand"))
    func anInstanceThatDoesNotFitIsFound() throws {
        let request = Array(#"{"unit":"hp-doh","misspelt":1}"#.utf8)
        let found = try findings(in: [entry("get", Shape.of(GetUnit.self), isStrict: true, request)])
        #expect(found.contains("misspelt"))
        #expect(found.contains("get.unit: 'hp-doh' does not match"))
    }

    private func entry(_ name: String, _ shape: Shape, isStrict: Bool, _ instance: [UInt8]) throws -> JSONValue {
        [
            "name": .string(name), "schema": shape.jsonSchema(isStrict: isStrict),
            "instance": try WireJSON.decode(JSONValue.self, from: instance),
        ]
    }

    private func findings(in cases: [JSONValue]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sauro-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(WireJSON.encode(cases)).write(to: file)
        let outcome = try Command.run("python3", ["-c", Self.script, file.path])
        try #require(outcome.status == 0, "python3 failed: \(outcome.output)")
        return outcome.output
    }
}
