// Requests at the door: what is misspelt is refused by its name, what must be there is, what may be left out may.

import MessageSchema
import Testing
import WireJSON

@Suite struct RequestTests {
    private func members(of exchange: Exchange) throws -> [JSONMember] {
        try #require(try WireJSON.decode(JSONValue.self, from: exchange.request).object)
    }

    @Test(arguments: Exchange.all)
    func anUnknownMemberIsRefusedByName(exchange: Exchange) throws {
        let request = JSONValue.object(try members(of: exchange) + [JSONMember(key: "misspelt", value: true)])
        #expect {
            try exchange.readRequest(WireJSON.encode(request))
        } throws: { error in
            let error = error as? WireJSONError
            return error?.kind == .unknownMember && error?.path == "/misspelt"
        }
    }

    @Test(arguments: Exchange.all)
    func exactlyTheMembersThatTheShapeRequiresMustBeThere(exchange: Exchange) throws {
        guard case .object(let shape) = exchange.requestShape else {
            Issue.record("the request of \(exchange.name) is no object")
            return
        }
        let all = try members(of: exchange)
        #expect(Set(all.map(\.key)).isSubset(of: shape.map(\.name)))
        for member in shape {
            let request = JSONValue.object(all.filter { $0.key != member.name })
            let isRead = (try? exchange.readRequest(WireJSON.encode(request))) != nil
            #expect(isRead != member.isRequired, "\(exchange.name) without \(member.name)")
        }
    }

    @Test(arguments: Exchange.all)
    func whatIsReadIsWrittenTheSame(exchange: Exchange) throws {
        #expect(try exchange.readRequest(exchange.request) == exchange.request)
    }

    @Test(arguments: Exchange.all)
    func metadataIsNoMemberOfARequest(exchange: Exchange) throws {
        guard case .object(let shape) = exchange.requestShape else { return }
        #expect(!shape.contains { $0.name == CallMetadata.member })
        let taken: Set<String> = ["asOf", "knownAt", "deadline", "idempotencyKey", "actAs", "traceparent"]
        // A task's own deadline is a member of its draft.
        let own = exchange.name == "tasks.task.draft" ? ["deadline"] : []
        #expect(taken.intersection(shape.map(\.name)).subtracting(own) == [])
    }
}
