// `sauro support-bundle`: everything that must not leave is fed through it, and looked for in what comes out.

import Fabric
import Foundation
import Glibc
import MessageSchema
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A support bundle")
struct SupportBundleTests {
    /// What must not leave, and as what it is taken out.
    private static let secrets: [(text: String, kind: Redactor.Kind)] = [
        ("031095774477", .number), ("031 095 774 477", .number), ("031.095.774.477", .number), ("0912774477", .number),
        ("DN4313123456789", .card), ("Nguyễn Văn Án", .text), ("Trần Thị Bưởi", .text), ("NGUYEN VAN AN", .text),
        ("an.nguyen@benhvien.vn", .address), ("hunter2hunter2", .secret),
        ("5f0c0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab", .secret),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", .secret),
        ("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6", .secret), ("bs-nguyen", .principal),
    ]

    private static let lines = [
        "2026-11-22T11:50:14+0000 info tasks: note=031095774477 and 031 095 774 477, also 031.095.774.477 0912774477",
        "card DN4313123456789 of Nguyễn Văn Án, Trần Thị Bưởi and NGUYEN VAN AN <an.nguyen@benhvien.vn>",
        "password=hunter2hunter2 key 5f0c0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab",
        "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "gateway key JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6 used", "denied principal=bs-nguyen via=local:1000",
        #"{"level":"info","name":"Le Van B","birthDate":"1980-02-14","diagnosis":"B24"}"#,
    ]

    @Test("takes out what names a person or opens a door", arguments: secrets.map(\.text))
    func redacted(secret: String) throws {
        let kind = try #require(Self.secrets.first { $0.text == secret }?.kind)
        var redactor = Redactor()
        let line = Self.lines.first { $0.contains(secret) } ?? ""
        let clean = redactor.line(line)
        #expect(!line.isEmpty && !clean.contains(secret), "\(clean)")
        #expect(redactor.counts[kind, default: 0] > 0, "\(redactor.counts) \(clean)")
    }

    @Test("takes out members about people, whatever is in them")
    func members() {
        var redactor = Redactor()
        let clean = redactor.line(Self.lines[6])
        #expect(clean == #"{"level":"info","name":"[personal]","birthDate":"[personal]","diagnosis":"[personal]"}"#)
    }

    @Test(
        "leaves what helps: moments, identifiers, traces, names of errors and events, sizes and paths",
        arguments: [
            "2026-11-22T11:50:14+0000 warning tasks: an event was refused event=0197c5a0-7b00-7000-8000-000000000001/7",
            "denied principal=local:1000 trace=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "request failed cause=engine(code: 13, message: \"database or disk is full\") name=frame.unit.notFound",
            "/var/lib/sauro/registry/registry.sqlite has 12345678 bytes", "tasks@0197c5a0-7b00-7000-8000-000000000001",
            "2026-11-22T11:50:14.123456Z ready methods=41",
            "trace 12345678901234567890123456789a0b of tasks.task.get", "trace 0af7651916cd43dd8448eb211c80319c",
        ])
    func kept(line: String) {
        var redactor = Redactor()
        #expect(redactor.line(line) == line)
        #expect(redactor.counts.isEmpty)
    }

    @Test("holds none of what was fed to it, opens with tar, and its manifest says what is in it")
    func bundle() async throws {
        let suite = try FakeSuite(principals: "- name: bs-nguyen\n  roles: [reader]\n")
        for service in ["registry", "tasks", "insurance", "notifications"] {
            try await suite.add(service) { request in
                guard request.method.hasSuffix(".instance.show") else {
                    return .success(json(#"{"instance":"i","level":"info"}"#))
                }
                var report = CheckTests.report(service, letters: 2)
                report.queues[0].owner = "bs-nguyen"
                return .success(json(of: report))
            }
        }
        try await suite.listed(4)
        let data = TemporaryFolder()
        for name in ["log", "registry", "keys", "run"] { mkdir("\(data.path)/\(name)", 0o700) }
        for service in ["registry", "tasks", "insurance", "notifications"] {
            data.write(Self.lines.joined(separator: "\n") + "\nready methods=41\n", to: "log/\(service).log")
        }
        data.write("SQLite format 3\0 Nguyễn Văn Án 031095774477", to: "registry/registry.sqlite")
        data.write("hunter2hunter2", to: "keys/bs-nguyen.key")
        let file = data.path + "/bundle.tar.gz"
        let outcome = await suite.sauro("support-bundle", "--data", data.path, "--file", file)
        #expect(outcome.code == .ok && outcome.output == file + "\n", "\(outcome)")

        let bytes = try #require(try FileText.readBytes(file, bytesMax: 1 << 24))
        // It is stored, not compressed: what is in it can be seen in it.
        for secret in Self.secrets {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(secret.text), "\(secret.text)")
        }
        #expect(FilePlace(file)?.mode == 0o600)
        mkdir(data.path + "/out", 0o700)
        let tar = try Command.run("/usr/bin/tar", ["-xzf", file, "-C", data.path + "/out"])
        #expect(tar.status == 0, "\(tar)")
        let root = data.path + "/out/" + (FilePlace.names(in: data.path + "/out").first ?? "")
        let manifest = json(try FileText.read(root + "/MANIFEST.json", bytesMax: 1 << 20) ?? "null")
        let names = (manifest["files"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(
            Set(names) == [
                "settings.json", "machine.json", "files.json", "doctor.json", "status.json", "instances.json",
                "levels.json", "log/registry.log", "log/tasks.log", "log/insurance.log", "log/notifications.log",
            ])
        for name in names { #expect(FilePlace("\(root)/\(name)") != nil, "\(name)") }
        let log = try #require(try FileText.read(root + "/log/tasks.log", bytesMax: 1 << 20))
        #expect(log.contains("ready methods=41") && log.contains("[number]") && log.contains("[text]"))
        #expect(try FileText.read(root + "/instances.json", bytesMax: 1 << 20)?.contains("[principal]") == true)
        #expect(manifest["missing"] == .array([]))
    }

    @Test("is made with the suite down, says what is missing, and overwrites nothing")
    func down() async throws {
        let data = TemporaryFolder()
        let file = data.path + "/bundle.tar.gz"
        let words = ["support-bundle", "--data", data.path, "--file", file, "-o", "json"]
        let outcome = await Shell().sauro(words)
        #expect(outcome.code == .partly && outcome.errors.contains("missing: the suite does not answer"))
        let missing = json(outcome.output)["manifest"]?["missing"]?.array ?? []
        #expect(missing.count == 5, "\(missing)")
        let again = await Shell().sauro(words)
        #expect(again.code == .usage && again.errors.contains("File exists"))
    }

    @Test("has the checksum that gzip wants", arguments: [("", 0 as UInt32), ("123456789", 0xCBF4_3926)])
    func checksum(text: String, sum: UInt32) { #expect(StoredGzip.checksum(Array(text.utf8)) == sum) }
}
