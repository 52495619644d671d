// Every method that the gateway answers itself, called by every role without a scope and with one: on this machine
// under another's name, and over TCP with a key of one's own. What must come of it follows from the declarations alone.

import Fabric
import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("The gateway's own methods, by every role")
struct MatrixTests {
    /// The one who may do all comes last: until then nothing may have changed.
    private static let callers: [Principal] = Role.allCases.reversed().flatMap { role in
        ["31", "48", nil].map { Principal(name: "\(role)-of-\($0 ?? "all")", roles: [role], scope: $0) }
    }

    /// What is moved, if anybody moves it.
    private static let moved = "2026-01-01T00:00:00Z"
    private static let served = Set(
        GatewayContract.methods.map { $0.name.text }
            + ["trace.show", "log.show", "log.setLevel"].map { "gateway.\($0)" })
    /// Requests that fit their method; the others take none.
    private static let fitting = [
        "gateway.clock.advance": #"{"to":"\#(moved)"}"#, "gateway.log.setLevel": #"{"level":"info"}"#,
        "gateway.trace.show": #"{"trace":"\#(TraceID.sampleText)"}"#,
    ]

    @Test("acting as a principal of the file: what roles and scope allow, and the clock stays as it was")
    func actingAs() async throws {
        let lines = Self.callers.map { caller in
            let scope = caller.scope.map { ", scope: \($0)" } ?? ""
            return "- {name: \(caller.name), roles: [\(caller.roles.map(\.rawValue).joined())]\(scope)}\n"
        }
        let suite = try FakeSuite(clock: true, principals: lines.joined())
        try await suite.known("gateway")
        let client = try suite.connect()
        defer { client.stop() }
        for caller in Self.callers {
            #expect(try await client.call(ShowClock()).value.now.text != Self.moved, "moved before \(caller.name)")
            await walk(caller, by: client, metadata: CallMetadata(actAs: caller.name), advanced: nil)
        }
        #expect(try await client.call(ShowClock()).value.now.text == Self.moved)
        #expect(suite.said.text.hasPrefix("denied service-of-31 (by local:"))
        #expect(suite.said.text.contains("): gateway.clock.advance wants the permission advanceClock\n"))
    }

    @Test("a principal over TCP: the same, by the key alone")
    func overTCP() async throws {
        let suite = try NetworkSuite { ring in
            for caller in Self.callers {
                _ = try ring.make(caller.name, .calls(roles: caller.roles, scope: caller.scope), publicKey: nil)
            }
        }
        try await suite.known("gateway")
        for caller in Self.callers {
            let client = try suite.client(caller.name)
            defer { client.stop() }
            // This suite has the machine's clock, which nobody moves.
            await walk(caller, by: client, metadata: CallMetadata(), advanced: "gateway.clock.notManual")
        }
        #expect(suite.said.text.contains("gateway.clock.advance wants the permission advanceClock\n"))
    }

    @Test("a scope, too, is denied in the log with who and what")
    func deniedScope() async throws {
        let suite = try FakeSuite(
            clock: true, principals: "- {name: chief, roles: [administrator], scope: 31}\n")
        try await suite.known("gateway")
        let refused = await suite.sauro("clock", "advance", Self.moved, "--as", "chief")
        #expect(refused.code == .notAllowed)
        #expect(refused.errors.hasPrefix("error: chief may act in its scope only\n"))
        #expect(suite.said.text.hasSuffix("): gateway.clock.advance wants a caller without scope\n"))
    }

    /// Calls every method as one caller. `advanced` names the rule that keeps who may move the clock from it.
    private func walk(
        _ caller: Principal, by client: Client, metadata: CallMetadata, advanced rule: String?
    ) async {
        for method in GatewayContract.allMethods {
            let name = method.name.text
            let requests = [Self.fitting[name] ?? "{}", "{}", #"{"to":"nonsense","more":1}"#]
            let failures = await requests.asyncMap { await failure(name, $0, client, metadata) }
            let given = failures[0]
            let isOfAll = method.effect != .reads || method.permission == .watchSuite
            let isAllowed = caller.may(method.permission) && (!isOfAll || caller.scope == nil)
            if !Self.served.contains(name) {
                #expect(given?.name == "fabric.methodNotFound", "\(caller.name) \(name)")
                #expect(failures.allSatisfy { $0 == given })
            } else if isAllowed {
                let expected = name == AdvanceClock.name.text ? rule : nil
                #expect(given?.name == expected, "\(caller.name) \(name)")
            } else {
                #expect(given?.kind == .forbidden, "\(caller.name) \(name)")
                #expect(given?.name == "frame.scope.forbidden")
                // Whatever the request says.
                #expect(failures.allSatisfy { $0 == given }, "\(caller.name) \(name): \(failures)")
            }
        }
    }

    /// How a call fails; nil if it does not.
    private func failure(
        _ method: String, _ params: String, _ client: Client, _ metadata: CallMetadata
    ) async -> Failure? {
        let params = RawJSON(unsafeUnchecked: Array(params.utf8))
        do throws(Failure) {
            _ = try await client.call(
                service: GatewayContract.service, method: method, params: params, metadata: metadata)
            return nil
        } catch { return error }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async -> Value) async -> [Value] {
        var values: [Value] = []
        for element in self { values.append(await transform(element)) }
        return values
    }
}
