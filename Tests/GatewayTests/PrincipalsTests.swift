// Who a caller is, and the file that says so.

import Fabric
import MessageSchema
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
            (.local(uid: 3000), nil, "\(principals.path) does not name local:3000"),
            (.local(uid: 1000), "nobody", "\(principals.path) does not name \"nobody\""),
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
        ])
    func badFiles(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try PrincipalsFile(text: text, path: "p.yaml") }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "taken")")
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
