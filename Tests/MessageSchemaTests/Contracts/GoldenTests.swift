// The wire did not move: every exchange and every event is what was committed, byte for byte.

import Foundation
import MessageSchema
import Testing
import WireJSON

@Suite struct GoldenTests {
    private func golden(_ name: String) -> CommittedFile {
        CommittedFile(path: "Tests/MessageSchemaTests/Golden/\(name).json")
    }

    private func pretty(_ members: [(String, [UInt8])]) throws -> String {
        let value = JSONValue.object(
            try members.map { JSONMember(key: $0.0, value: try WireJSON.decode(JSONValue.self, from: $0.1)) })
        return String(decoding: try WireJSON.encodePretty(value), as: UTF8.self) + "\n"
    }

    @Test(arguments: Exchange.all)
    func anExchangeIsAsItWasCommitted(exchange: Exchange) throws {
        let file = golden(exchange.name)
        try file.expectContents(pretty([("request", exchange.request), ("reply", exchange.reply)]))
        let node = try WireJSON.parse(Array(try #require(file.contents).utf8))
        #expect(try exchange.isExample(#require(node["request"]), #require(node["reply"])))
    }

    @Test(arguments: Announcement.all)
    func anEventIsAsItWasCommitted(event: Announcement) throws {
        let file = golden(event.name)
        try file.expectContents(pretty([("data", event.data)]))
        let node = try WireJSON.parse(Array(try #require(file.contents).utf8))
        #expect(try event.isExample(#require(node["data"])))
    }

    @Test func noGoldenIsLeftOver() throws {
        let folder = CommittedFile.root.appendingPathComponent("Tests/MessageSchemaTests/Golden")
        let found = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        let names = Exchange.all.map(\.name) + Announcement.all.map(\.name)
        #expect(Set(found).subtracting(names.map { $0 + ".json" }) == [])
    }
}
