// Names and keys put into a principals file that people have written.

import Fabric
import MessageSchema
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Editing the principals file")
struct KeyEditTests {
    private let now: Instant
    private let until: Instant
    private static let old = String(repeating: "1a", count: 32)
    private static let older = String(repeating: "2b", count: 32)
    private let new: PublicKey

    init() throws {
        now = try Instant("2026-06-01T00:00:00Z")
        until = try Instant("2026-06-08T00:00:00Z")
        new = try #require(PublicKey(String(repeating: "3c", count: 32)))
    }

    private func give(_ text: String, in folder: TemporaryFolder = TemporaryFolder()) throws -> String {
        let path = folder.write(text, to: "principals.yaml")
        try PrincipalsEdit(path: path).give(new, to: "clerk", until: until, now: now)
        return try FileText.read(path, bytesMax: 10_000) ?? ""
    }

    @Test("a new key stands first, the present one ends, one that has ended goes, and comments stay")
    func rotated() throws {
        let text = """
            # Who may act here.
            - name: clerk   # the clerk
              roles: [organiser, reader]
              keys:
                # her laptop
                - key: \(Self.old)   # since spring
                - key: \(Self.older)
                  until: 2026-05-01T00:00:00Z
              scope: 31

            - name: other
              roles: [reader]
            # the end
            """
        #expect(
            try give(text) == """
                # Who may act here.
                - name: clerk   # the clerk
                  roles: [organiser, reader]
                  keys:
                    # her laptop
                    - key: \(new)
                    - key: \(Self.old)   # since spring
                      until: 2026-06-08T00:00:00Z
                  scope: 31

                - name: other
                  roles: [reader]
                # the end

                """)
    }

    @Test("a key that ends anyway keeps its end")
    func ending() throws {
        let text = """
            - name: clerk
              keys:
              - until: 2026-06-02T00:00:00Z
                key: "\(Self.old)"
              roles: [reader]
            """
        #expect(
            try give(text) == """
                - name: clerk
                  keys:
                  - key: \(new)
                  - until: 2026-06-02T00:00:00Z
                    key: "\(Self.old)"
                  roles: [reader]

                """)
    }

    @Test("an entry without keys gets them after its name, however deep it stands")
    func first() throws {
        let text = "  -   roles:\n        - reader\n      name: \"clerk\"\n      scope: 31\n"
        #expect(
            try give(text)
                == "  -   roles:\n        - reader\n      name: \"clerk\"\n      keys:\n        - key: \(new)\n"
                + "      scope: 31\n")
    }

    @Test("lines that end in CR LF are taken as they are")
    func carriageReturns() throws {
        let text = "- name: clerk\r\n  roles: [reader]\r\n"
        #expect(try give(text) == "- name: clerk\r\n  keys:\n    - key: \(new)\n  roles: [reader]\r\n")
    }

    @Test(
        "a file that is not written line by line is refused with the lines to put in, and stays as it is",
        arguments: [
            "- {name: clerk, roles: [reader]}\n",
            "[{name: clerk, roles: [reader]}]\n",
            "- name: clerk\n  roles: [reader]\n  keys: []\n",
            "- name: clerk\n  roles: [reader]\n  keys: [{key: \(old)}]\n",
            "- name: clerk\n  roles: [reader]\n  keys:\n    - {key: \(old)}\n",
            "- name: clerk\n  roles: [reader]\n  keys:\n    -\n      key: \(old)\n",
        ])
    func refused(text: String) throws {
        let folder = TemporaryFolder()
        let error = #expect(throws: UsageError.self) { try give(text, in: folder) }
        #expect(error?.message.contains("cannot be changed line by line; nothing was changed") == true)
        if !text.hasPrefix("[") { #expect(error?.next?.contains("    - key: \(new)") == true) }
        #expect(try FileText.read(folder.file("principals.yaml"), bytesMax: 10_000) == text)
        #expect(try FileText.read(folder.file("principals.yaml.new"), bytesMax: 10_000) == nil)
    }

    @Test("an entry is put at the end, beside the others, and into a file that was not there")
    func added() throws {
        let entry = PrincipalEntry(
            name: "yes", right: .calls(roles: [.hospital, .reader], scope: "01"), keys: [.init(key: new)])
        let lines = """
            - name: "yes"
              roles: [hospital, reader]
              scope: "01"
              keys:
                - key: \(new)

            """
        let texts = [
            ("", lines), ("# nobody yet", "# nobody yet\n" + lines),
            ("- name: a\n  roles: [reader]", "- name: a\n  roles: [reader]\n" + lines),
        ]
        for (before, after) in texts {
            let folder = TemporaryFolder()
            let path = folder.write(before, to: "principals.yaml")
            try PrincipalsEdit(path: path).add(entry)
            #expect(try FileText.read(path, bytesMax: 10_000) == after)
        }
        let path = TemporaryFolder().path + "-none.yaml"
        try PrincipalsEdit(path: path).add(entry)
        #expect(FileStamp(of: path)?.mode == 0o600)
        #expect(try PrincipalsFile.load(path).entries == [entry])
        try WholeFile.remove(path)
    }

    @Test("a file that changed meanwhile is left alone")
    func changed() throws {
        let folder = TemporaryFolder()
        let path = folder.write("- name: clerk\n  roles: [reader]\n", to: "principals.yaml")
        let edit = try PrincipalsEdit(path: path)
        folder.write("- name: clerk\n  roles: [auditor]\n", to: "principals.yaml")
        let error = #expect(throws: UsageError.self) {
            try edit.give(new, to: "clerk", until: nil, now: now)
        }
        #expect(error?.message == "\(path) was changed meanwhile")
    }

    @Test(
        "overlaps have units",
        arguments: [
            ("7d", 604_800), ("12h", 43_200), ("30m", 1800), ("90s", 90), ("0s", 0), ("365d", 31_536_000),
            ("366d", nil), ("7", nil), ("d", nil), ("-1d", nil), ("1.5h", nil), ("٣d", nil),
        ] as [(String, Int64?)])
    func overlaps(text: String, seconds: Int64?) {
        #expect(OverlapTime.seconds(text) == seconds)
    }
}
