// The policy of examples/policies, read from its documents. The documents are YAML; the rules have no reader of it, so
// here is one for the little of it that they use: a line a value, a line a row, texts in double quotes.

import Foundation
import MessageSchema
import WireJSON

@testable import InsuranceDomain

/// The acts of the examples.
enum ExamplePolicy {
    static let acts: [PolicyAct] = {
        let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let text = String(decoding: try! Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
            return try! act(text)
        }
    }()
    static let policy = Policy(version: acts.count, acts: acts)

    /// The policy with a further act.
    static func with(_ act: PolicyAct) -> Policy { Policy(version: acts.count + 1, acts: acts + [act]) }

    /// The policy without some rows of its acts.
    static func without(_ remove: (inout PolicyAct) -> Void) -> Policy {
        Policy(
            version: acts.count,
            acts: acts.map { act in
                var act = act
                remove(&act)
                return act
            })
    }

    static func act(_ text: String) throws -> PolicyAct {
        try WireJSON.decode(ProposePolicy.self, from: json(text), unknownMembers: .refused).policy
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../examples/policies").standardizedFileURL

    /// The document as a JSON object.
    private static func json(_ text: String) -> [UInt8] {
        var members: [String] = []
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
            guard line.hasPrefix("  "), var member = members.popLast() else {
                members.append(flow(line) + (line == "title:" ? "{" : line.hasSuffix(":") ? "[" : ""))
                continue
            }
            let isFirst = member.hasSuffix("[") || member.hasSuffix("{")
            member += (isFirst ? "" : ",") + flow(line.drop { $0 == " " || $0 == "-" })
            members.append(member)
        }
        let closed = members.map { $0.hasPrefix("\"title\"") ? $0 + "}" : $0.contains(":[") ? $0 + "]" : $0 }
        return Array("{\(closed.joined(separator: ","))}".utf8)
    }

    /// Bare words in quotes, but for numbers and truth values.
    private static func flow(_ text: Substring) -> String {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 1 ? "\"\(part)\"" : quoted(part)
        }.joined()
    }

    private static func quoted(_ text: Substring) -> String {
        var result = ""
        var word = ""
        for character in text + " " {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else {
                result += word.isEmpty || Int(word) != nil || word == "true" ? word : "\"\(word)\""
                result.append(character)
                word = ""
            }
        }
        return String(result.dropLast())
    }
}
