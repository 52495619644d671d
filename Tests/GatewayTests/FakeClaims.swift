// A suite in memory whose insurance takes claims in as the envelope's words tell it to.

import Fabric
import Foundation
import MessageSchema
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

enum FakeClaims {
    static let id = "0197c5a0-7b00-7000-8000-000000000001"

    /// A suite whose insurance answers by what the envelope says: words with a space between, each a claim's result or
    /// what is wrong with the file.
    static func suite() async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("insurance") { request in
            let text = Data(base64Encoded: request.params?["envelope"]?.string ?? "") ?? Data()
            return answer(String(decoding: text, as: UTF8.self))
        }
        return suite
    }

    static func answer(_ envelope: String) -> Result<JSONValue, Failure> {
        let words = envelope.split(separator: " ").map(String.init)
        switch words.first {
        case "malformed":
            let details = json(
                #"""
                {"findings":[{"rule":"envelope.base64","severity":"error","place":"HOSO 1 / FILEHOSO 2",
                 "message":"It is cut.","hint":"Encode it anew."}]}
                """#)
            return .failure(
                Failure(
                    .rejected, name: "insurance.envelope.malformed", message: "The envelope cannot be read.",
                    details: details))
        case "away": return .failure(.fabric(.unavailable, "nobody is there"))
        case "forbidden": return .failure(.fabric(.forbidden, "not yours"))
        default: return .success(reply(words))
        }
    }

    static func reply(_ words: [String]) -> JSONValue {
        let claims = words.enumerated().map { index, word in
            claim(word, place: index + 1)
        }
        func count(_ word: String) -> Int { words.count { $0 == word } }
        return json(
            #"""
            {"facility":"31999","stored":\#(count("stored")),"known":\#(count("known")),
             "rejected":\#(count("rejected")),"claims":[\#(claims.joined(separator: ","))],
             "unusedContext":["NOWHERE","T\#(words.count)"]}
            """#)
    }

    private static func claim(_ result: String, place: Int) -> String {
        let record = #"""
            {"id":"\#(id)","adjudication":{"outcome":"corrected","totals":{"total":"583136.14","fund":"373373.12"},
             "findings":[{"rule":"claim.differs","severity":"warning","place":"XML1.T_BHTT",
              "message":"It is stated as 1.","hint":"See it."}]}}
            """#
        let finding = #"""
            {"rule":"field.missing","severity":"error","place":"HOSO \#(place) / XML1 / NGAY_VAO",
             "message":"It is empty.","hint":"Give it."}
            """#
        let rest = result == "rejected" ? #""findings":[\#(finding)]"# : #""record":\#(record),"findings":[]"#
        return #"{"result":"\#(result)","place":\#(place),"key":"T\#(place)",\#(rest)}"#
    }

    static func sauro(
        _ files: [(name: String, text: String)], _ words: [String] = [], columns: Int? = nil
    ) async throws -> (outcome: Outcome, suite: FakeSuite, folder: TemporaryFolder) {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let paths = files.map { folder.write($0.text, to: $0.name) }
        let outcome = await suite.shell(columns: columns).sauro(["claim", "import"] + paths + words)
        return (outcome, suite, folder)
    }

    /// What was said, with the folder's path left out.
    static func plain(_ text: String, _ folder: TemporaryFolder) -> String {
        text.replacingOccurrences(of: folder.path + "/", with: "")
    }
}
