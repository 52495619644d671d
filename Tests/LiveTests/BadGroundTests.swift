// Bad ground under a real service: its disk full, its volume gone or read-only, its files damaged, its clock moved, its
// key file wrong. Each ends in a sentence that names the next step; mended, the service goes on, and everything that it
// had acknowledged is there.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing

import Glibc

@testable import GatewayCommandLine

@Suite("Bad ground", .serialized)
struct BadGroundTests {
    private let suite: LiveSuite
    private let folder: String

    init() throws {
        suite = try LiveSuite()
        folder = suite.folder.file("registry")
    }

    // MARK: while it was down

    enum Damage: String, CaseIterable, CustomTestStringConvertible {
        case truncated, overwritten, emptied, folderGone, folderEmpty
        var testDescription: String { rawValue }

        func inflict(on folder: String) throws {
            let database = URL(fileURLWithPath: "\(folder)/registry.sqlite")
            switch self {
            case .truncated: try Data(contentsOf: database).prefix(40_960).write(to: database)
            case .overwritten:
                try (Data(repeating: 0x5A, count: 4096) + Data(contentsOf: database).dropFirst(4096)).write(
                    to: database)
            case .emptied: try Data().write(to: database)
            case .folderGone: try FileManager.default.removeItem(atPath: folder)
            case .folderEmpty:
                try FileManager.default.removeItem(atPath: folder)
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            }
        }

        var sentence: String {
            switch self {
            case .truncated, .overwritten:
                "A file of the database is damaged. Stop the service, keep its files as they are"
            case .emptied, .folderGone, .folderEmpty:
                "registry.sqlite is missing or empty. Nothing was made. Mount the volume"
            }
        }
    }

    @Test(
        "found at the start: the service refuses with a sentence, and with its files back it has everything",
        .aboutFiles, arguments: Damage.allCases)
    func damaged(damage: Damage) async throws {
        try suite.start("registry")
        var units = try await write(3)
        try await leave()
        let kept = suite.folder.file("kept")
        try FileManager.default.copyItem(atPath: folder, toPath: kept)
        try damage.inflict(on: folder)
        try suite.start("registry", instance: "2")
        #expect(try await suite.instance("registry", "2").end(within: 20_000) == .exited(1))
        let said = try log("2")
        #expect(said.contains(damage.sentence), "\(said)")
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.moveItem(atPath: kept, toPath: folder)
        try suite.start("registry", instance: "3")
        units += try await write(1, from: units.count)
        try await expectAll(units)
        try await suite.stop()
    }

    @Test("a key file that is missing, open to others or no key file is refused by its name and the reason")
    func keyFiles() throws {
        let open = suite.folder.write("secret: \(String(repeating: "1a", count: 32))\n", to: "open.key")
        chmod(open, 0o644)
        let garbage = suite.folder.write("not a key", to: "garbage.key")
        chmod(garbage, 0o600)
        let cases = [
            (open, "others than its owner may open it; chmod 600 it"), (garbage, "it has no line `secret: `"),
            (suite.folder.file("none.key"), "No such file or directory"),
        ]
        for (path, reason) in cases {
            let run = try Command.run(
                Self.path("sauro-registry"),
                [
                    "--data", folder, "--gateway", suite.folder.file("w"), "--client", suite.folder.file("c"), "--key",
                    path,
                ])
            #expect(run.status == 1 && run.errors.contains("the key file \(path) cannot be used: \(reason)"), "\(run)")
        }
    }

    // MARK: while it runs

    @Test("a folder that is taken away takes no writes, and those before and after its return are there", .aboutFiles)
    func gone() async throws {
        try suite.start("registry")
        var units = try await write(3)
        let away = suite.folder.file("away")
        try FileManager.default.moveItem(atPath: folder, toPath: away)
        try await expectNothingStored()
        #expect(try log().contains("registry.turn is not the file that was opened"))
        try FileManager.default.moveItem(atPath: away, toPath: folder)
        units += try await write(1, from: units.count)
        try await expectAll(units)
        try await leave()
        try await suite.stop()
    }

    private static let mayMount = getuid() == 0 && (try? Command.run("unshare", ["--mount", "true"]))?.status == 0

    /// Becomes the service in a mount namespace of its own, with a file system in memory as its volume.
    private func onVolume(_ options: String) throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = "mount -t tmpfs -o \(options),mode=0700 tmpfs \(folder) && exec \"$@\""
        return ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script, "sh"]
    }

    @Test(
        "a full disk stores nothing and says so, and with room again the service goes on by itself",
        .aboutFiles, .enabled(if: mayMount))
    func full() async throws {
        try suite.start("registry", by: onVolume("size=8m"))
        var units = try await write(3)
        let ballast = "/proc/\(try suite.instance("registry").pid)/root\(folder)/ballast"
        let filled = try Command.run("dd", ["if=/dev/zero", "of=\(ballast)", "bs=4096"])
        #expect(filled.errors.contains("No space left"))
        try await expectNothingStored()
        #expect(try log().contains("Nothing of the change was stored. Free space on its volume"))
        try FileManager.default.removeItem(atPath: ballast)
        units += try await write(1, from: units.count)
        try await expectAll(units)
        try await leave()
        try await suite.stop()
    }

    @Test(
        "a volume that is read-only keeps the service from starting, with a sentence",
        .aboutFiles, .enabled(if: mayMount))
    func readOnly() async throws {
        try suite.start("registry", by: onVolume("ro"))
        #expect(try await suite.instance("registry").end(within: 20_000) == .exited(1))
        let said = try log()
        #expect(said.contains("Read-only file system; mount its volume for writing"), "\(said)")
        try await suite.stop()
    }

    @Test("a clock that jumps by hours, either way, is said; record times only grow, and deadlines hold")
    func clock() async throws {
        let shift = suite.folder.write("", to: "shift")
        try move(shift, hours: 0)
        let words = [
            "LD_PRELOAD=\(LiveProcess.programs.appendingPathComponent("libClockShift.so").path)",
            "SAURO_CLOCK_SHIFT=\(shift)",
        ]
        // The gateway's clock moves with the service's: they are of one machine.
        let data = suite.folder.file("gateway")
        let gateway = try LiveProcess(
            "/usr/bin/env", words + [Self.path("sauro"), "broker", "--data", data],
            log: suite.folder.file("gateway.log"))
        defer { gateway.signal(SIGKILL) }
        let log = suite.folder.file("shifted.log")
        let service = try LiveProcess(
            "/usr/bin/env",
            words + [
                Self.path("sauro-registry"), "--data", folder, "--gateway", "\(data)/run/worker.ipc", "--client",
                "\(data)/run/client.ipc", "--watch-stdin",
            ], log: log)
        let client = Client(
            transport: ZeroMQTransport(), gateways: [try Endpoint.ipc("\(data)/run/client.ipc")], surroundings: .live)
        try client.start()
        var units = try await write(2, by: client)
        for (hours, words) in [(Int64(5), "set forward"), (-4, "set back")] {
            try move(shift, hours: hours)
            try await eventually("the log to say \(words)") {
                try String(contentsOfFile: log, encoding: .utf8).contains("the machine's clock was \(words)")
            }
            units += try await write(2, from: units.count, by: client)
        }
        let times = try await client.call(ReadEvents<RegistryContract>(after: 0)).value.items.map(\.time)
        #expect(times.count >= 6)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "\(times)")
        try await expectAll(units, by: client)
        client.stop()
        service.signal(SIGTERM)
        #expect(try await service.end(within: 10_000) == .exited(0))
        try await suite.stop()
    }

    /// The file is mapped by the processes whose clock it moves: it is written where it lies.
    private func move(_ path: String, hours: Int64) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try withUnsafeBytes(of: hours * 3600) { try file.write(contentsOf: Data($0)) }
        try file.close()
    }

    // MARK: words

    private static func path(_ program: String) -> String {
        LiveProcess.programs.appendingPathComponent(program).path
    }

    private func log(_ instance: String = "1") throws -> String {
        try String(contentsOfFile: suite.instance("registry", instance).log, encoding: .utf8)
    }

    private func leave() async throws {
        let process = try suite.instance("registry")
        process.signal(SIGTERM)
        #expect(try await process.end(within: 10_000) == .exited(0))
    }

    private func request(_ number: Int) throws -> EstablishUnit {
        EstablishUnit(
            code: try UnitCode("U-\(number)"), name: LocalizedText(vi: "Đơn vị"), kind: .province,
            from: try CalendarDate("2000-01-01"))
    }

    /// Writes units, each once it is acknowledged; gives their codes.
    private func write(_ count: Int, from first: Int = 0, by client: Client? = nil) async throws -> [UnitCode] {
        var codes: [UnitCode] = []
        for number in first..<(first + count) {
            codes.append(
                try await StaffWorkload().insist(request(number), key: "unit-\(number)", client ?? suite.client).code)
        }
        return codes
    }

    /// A write now is refused as not executed, for a reason that may pass.
    private func expectNothingStored() async throws {
        let failure = await #expect(throws: Failure.self) { try await self.suite.client.call(self.request(99)) }
        #expect(failure?.kind == .unavailable && failure?.executed == .no, "\(String(describing: failure))")
    }

    private func expectAll(_ codes: [UnitCode], by client: Client? = nil) async throws {
        let units = try await (client ?? suite.client).call(ListUnits(limit: 100)).value.items.map(\.code)
        #expect(Set(units) == Set(codes))
    }
}
