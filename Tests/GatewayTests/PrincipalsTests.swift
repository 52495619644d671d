// Who a caller is, and the file that says so.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Principals")
struct PrincipalsTests {
    private static let text = """
        - name: clerk
          roles: [organiser, reader]
          scope: 31
        - name: local:2000
          roles: [auditor]
        """

    /// Two public keys, an instant, and a file with the keys of a caller and of an instance.
    private static let first = String(repeating: "1a", count: 32)
    private static let second = String(repeating: "2b", count: 32)
    private static let moment = "2026-01-01T00:00:00Z"
    private static let keyed = """
        - name: clerk
          roles: [reader]
          scope: 31
          keys:
            - key: \(first)
              until: \(moment)
        - name: registry-1
          serves: [registry]
          keys:
            - key: \(second)
        """

    private func principals(_ text: String, in folder: TemporaryFolder) throws -> Principals {
        try Principals(path: folder.write(text, to: "principals.yaml"), owner: 1000)
    }

    @Test("the owner of the socket is administrator, and may act as a principal of the file")
    func owner() throws {
        let folder = TemporaryFolder()
        let principals = try principals(Self.text, in: folder)
        #expect(
            principals.principal(.local(uid: 1000), actAs: nil)
                == .success(Principal(name: "local:1000", roles: [.administrator])))
        #expect(
            principals.principal(.local(uid: 1000), actAs: "clerk")
                == .success(Principal(name: "clerk", roles: [.organiser, .reader], scope: "31", via: "local:1000")))
    }

    @Test("another user is who the file says, and acts as nobody else")
    func others() throws {
        let folder = TemporaryFolder()
        let principals = try principals(Self.text, in: folder)
        #expect(
            principals.principal(.local(uid: 2000), actAs: nil)
                == .success(Principal(name: "local:2000", roles: [.auditor])))
        let refusals: [(PeerOrigin, String?, String)] = [
            (.local(uid: 3000), nil, "the principals file does not name local:3000"),
            (.local(uid: 1000), "nobody", "the principals file does not name \"nobody\""),
            (
                .local(uid: 2000), "clerk",
                "only the owner of the suite may act as \"clerk\", and that is not local:2000"
            ),
            (.unknown, nil, "the gateway cannot tell who is calling"),
        ]
        for (origin, name, message) in refusals {
            #expect(
                principals.principal(origin, actAs: name)
                    == .failure(Failure(.forbidden, name: "frame.scope.forbidden", message: message, executed: .no)))
        }
    }

    @Test(
        "a file with a mistake is refused whole, with the line",
        arguments: [
            ("name: a\n", "line 1: the file is a list of principals"),
            ("- roles: [reader]\n", "line 1: a principal needs a name"),
            ("- name: a\n", "line 1: \"a\" has no roles"),
            ("- name: a\n  roles: [redaer]\n", "line 2: there is no role \"redaer\"; did you mean reader?"),
            ("- name: a\n  roles: reader\n", "line 2: roles is a list"),
            (
                "- name: a\n  roles: [reader]\n  scop: X\n",
                "line 3: a principal has no member \"scop\"; did you mean scope?"
            ),
            ("- name: a\n  roles: [reader]\n  scope: x y\n", "line 3: scope: \"x y\" is no unit code"),
            ("- {name: a, roles: [reader]}\n- {name: a, roles: [reader]}\n", "line 2: \"a\" stands twice"),
            ("- name: a b\n  roles: [reader]\n", "line 1: a name is 1 to 64 letters"),
            ("- name: [\n", "line 2, column 1: did not find expected node content"),
            ("- name: a\n---\n- name: b\n", "holds 2 documents"),
            ("- name: a\n  serves: registry\n", "line 2: serves is a list"),
            ("- name: a\n  serves: []\n", "line 1: \"a\" serves nothing"),
            ("- name: a\n  serves: [Registry]\n", "line 2: \"Registry\" is no name of a service"),
            ("- name: a\n  serves: [gateway]\n", "line 2: the service gateway is the gateway itself"),
            ("- name: a\n  roles: [reader]\n  serves: [registry]\n", "line 1: \"a\" has roles and serves"),
            ("- name: a\n  scope: 31\n  serves: [registry]\n", "line 1: \"a\" has scope and serves"),
            ("- name: a\n  roles: [reader]\n  keys: x\n", "line 3: keys is a list"),
            ("- name: a\n  roles: [reader]\n  keys:\n    - x\n", "line 4: a key is a mapping"),
            (
                "- name: a\n  roles: [reader]\n  keys:\n    - kye: x\n",
                "line 4: a key has no member \"kye\"; did you mean key?"
            ),
            ("- name: a\n  roles: [reader]\n  keys:\n    - until: \(moment)\n", "line 4: a key needs a member key"),
            ("- name: a\n  roles: [reader]\n  keys:\n    - key: 12\n", "line 4: a public key is 64 hexadecimal"),
            (
                "- name: a\n  roles: [reader]\n  keys:\n    - key: \(first)\n      until: soon\n",
                "line 5: until: \"soon\" is no instant"
            ),
            (
                "- name: a\n  roles: [reader]\n  keys:\n    - key: \(first)\n    - key: \(first.uppercased())\n",
                "line 5: the key \(first) stands twice"
            ),
            (
                "- name: a\n  roles: [reader]\n  keys: [{key: \(first)}]\n"
                    + "- name: b\n  serves: [tasks]\n  keys:\n    - key: \(PublicKey(first)!.z85)\n",
                "line 7: the key \(first) stands at \"a\" already"
            ),
        ])
    func badFiles(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try PrincipalsFile(text: text, path: "p.yaml") }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "taken")")
    }

    @Test("a key is who the file says, until the moment the file says, and acts as nobody else")
    func keys() throws {
        let folder = TemporaryFolder()
        let clock = ManualClock(try Instant(Self.moment).microseconds - 1_000_000)
        let said = Collected()
        let principals = try Principals(
            path: folder.write(Self.keyed, to: "principals.yaml"), owner: 1000,
            surroundings: Surroundings(now: { 0 }, machineTime: { clock.now / 1000 }),
            denials: DenialLog(monotonic: { clock.now / 1000 }) { said.add(Array("\($0)\n".utf8)) })
        let (caller, instance) = (try #require(PublicKey(Self.first)), try #require(PublicKey(Self.second)))
        let stranger = try #require(PublicKey(String(repeating: "3c", count: 32)))
        #expect(
            principals.principal(.key(caller), actAs: nil)
                == .success(Principal(name: "clerk", roles: [.reader], scope: "31")))
        #expect(refusal(principals.principal(.key(caller), actAs: "clerk"))?.hasPrefix("only the owner") == true)
        #expect(refusal(principals.principal(.key(instance), actAs: nil)) == "this key is not one of a caller here")
        #expect(refusal(principals.principal(.key(stranger), actAs: nil)) == "this key is not one of a caller here")
        #expect(principals.admits(caller, .clients) && !principals.admits(caller, .workers))
        #expect(principals.admits(instance, .workers) && !principals.admits(instance, .clients))
        #expect(!principals.admits(stranger, .clients) && !principals.admits(stranger, .workers))
        #expect(principals.serves(.key(instance), "registry") && !principals.serves(.key(instance), "tasks"))
        #expect(!principals.serves(.key(caller), "registry") && !principals.serves(.unknown, "registry"))
        #expect(principals.serves(.local(uid: 1000), "tasks") && !principals.serves(.local(uid: 2000), "tasks"))
        clock.set(try Instant(Self.moment).microseconds)
        #expect(
            refusal(principals.principal(.key(caller), actAs: nil))
                == "this key of clerk was valid until \(Self.moment)")
        #expect(!principals.admits(caller, .clients))
        #expect(said.text.contains("denied clerk (key 1a1a1a1a…): only the owner of the suite may act as another\n"))
        #expect(said.text.contains("denied registry-1 (key 2b2b2b2b…): it serves, and calls nothing\n"))
        #expect(said.text.contains("denied key \(stranger): this key is not one of a caller here\n"))
    }

    private func refusal(_ result: Result<Principal, Failure>) -> String? {
        guard case .failure(let failure) = result else { return nil }
        return failure.kind == .forbidden ? failure.message : nil
    }

    @Test("a caller is spoken of once a second, all callers together twenty times")
    func denialLog() {
        let clock = ManualClock(0)
        let said = Collected()
        let log = DenialLog(monotonic: { clock.now }) { said.add(Array("\($0)\n".utf8)) }
        for _ in 0..<5 { log.note("a", "x") }
        #expect(said.text == "denied a: x\n")
        clock.set(1000)
        log.note("a", "x")
        #expect(said.text == "denied a: x\ndenied a: x (and 4 more since the last such line)\n")
        clock.set(2000)
        for number in 0..<5000 { log.note("\(number)", "x") }
        #expect(said.text.split(separator: "\n").count == 22)
        clock.set(3000)
        log.note("b", "x")
        #expect(said.text.hasSuffix("denied b: x\n"))
    }

    @Test("a denied call to the gateway itself is logged with who and what, and nothing of its parameters")
    func deniedDesk() async throws {
        let suite = try FakeSuite(clock: true, principals: "- {name: clerk, roles: [reader]}\n")
        try await suite.known("gateway")
        let refused = await suite.sauro("clock", "advance", "2025-02-01T00:00:00Z", "--as", "clerk")
        #expect(refused.code == .notAllowed)
        #expect(
            suite.said.text
                == "denied clerk (by local:\(geteuid())): gateway.clock.advance wants the permission advanceClock\n")
    }

    @Test("a changed file is taken over; a malformed one changes nothing")
    func reload() throws {
        let folder = TemporaryFolder()
        let principals = try principals(Self.text, in: folder)
        #expect(try !principals.reload())
        folder.write("- {name: other, roles: [reader]}\n", to: "principals.yaml")
        #expect(try principals.reload())
        #expect((try? principals.principal(.local(uid: 1000), actAs: "other").get().name) == "other")
        folder.write("- {name: other}\n", to: "principals.yaml")
        #expect(throws: UsageError.self) { try principals.reload() }
        #expect((try? principals.principal(.local(uid: 1000), actAs: "other").get().name) == "other")
        #expect(try !principals.reload())
    }

    @Test("without a file, or with an empty one, only the owner may act")
    func none() throws {
        #expect(try PrincipalsFile.load("/nowhere/principals.yaml") == .empty)
        #expect(try PrincipalsFile(text: "# nobody yet\n", path: "p").count == 0)
        #expect(try PrincipalsFile(text: "", path: "p").count == 0)
    }

    @Test("--as reaches the gateway, which answers with the principal's rights")
    func actAs() async throws {
        let suite = try FakeSuite(clock: true, principals: "- {name: clerk, roles: [reader]}\n")
        try await suite.known("gateway")
        #expect(await suite.sauro("clock", "show", "--as", "clerk").code == .ok)
        let refused = await suite.sauro("clock", "advance", "2025-02-01T00:00:00Z", "--as", "clerk")
        #expect(refused.code == .notAllowed)
        #expect(refused.errors.hasPrefix("error: clerk has no role with the permission advanceClock\n"))
        #expect(await suite.sauro("clock", "show", "--as", "nobody").code == .notAllowed)
    }
}
