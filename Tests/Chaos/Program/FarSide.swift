// Another machine, as far as the network goes: a network namespace joined to the run's own by one line, which can be
// cut.

import Fabric
import Foundation
import SuiteGround
import Surroundings

/// A network namespace with some of the services in it. They reach the gateway over TCP, by keys.
struct FarSide: Sendable {
    /// The services that run there.
    let services: Set<String>
    /// Its one process besides them, which keeps the namespace there.
    private let holder: Child
    private let log: String
    private let folder: String

    private static let near = "10.77.0.1"
    private static let far = "10.77.0.2"
    private static let line = "sauro0"
    private static let otherEnd = "sauro1"
    private static let worker = "far"
    private static let caller = "far-caller"
    private static let nsenter = "/usr/bin/nsenter"

    /// ip(8), where distributions have it; nil if this machine does not.
    static let ip = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"].first(where: FileManager.default.isExecutableFile)

    /// Lays the line; this process is in a network namespace of its own. The line and the other side go with the run.
    init(services: Set<String>, folder: String, bin: String, ip: String) async throws {
        self.services = services
        self.folder = folder
        log = "\(folder)/log/network.log"
        // cat(1) reads the pipe that this process holds, and ends with it.
        holder = try Child("/usr/bin/unshare", ["--net", "cat"], log: log)
        try await Self.awaitNamespace(of: holder)
        let inside = Self.entering(holder)
        let pid = "\(holder.pid)"
        for words in [
            [ip, "link", "set", "lo", "up"],
            [ip, "link", "add", Self.line, "type", "veth", "peer", "name", Self.otherEnd, "netns", pid],
            [ip, "address", "add", "\(Self.near)/24", "dev", Self.line], [ip, "link", "set", Self.line, "up"],
            inside + [ip, "address", "add", "\(Self.far)/24", "dev", Self.otherEnd],
            inside + [ip, "link", "set", Self.otherEnd, "up"], inside + [ip, "link", "set", "lo", "up"],
        ] { try await Self.run(words, log: log) }
        let keys = ["\(bin)/sauro", "keys", "new", "--data", folder]
        try await Self.run(keys + ["gateway"], log: log)
        try await Self.run(keys + [Self.worker] + services.sorted().flatMap { ["--serves", $0] }, log: log)
        try await Self.run(keys + [Self.caller, "--role", "service"], log: log)
    }

    private static func run(_ words: [String], log: String) async throws {
        guard await Programs.run(words[0], Array(words.dropFirst()), log: log) == 0 else {
            throw Trouble("`\(words.joined(separator: " "))` failed; see \(log)")
        }
    }

    private static func entering(_ child: Child) -> [String] { [nsenter, "--net=/proc/\(child.pid)/ns/net", "--"] }

    /// unshare(1) takes a moment between its start and its namespace.
    private static func awaitNamespace(of child: Child) async throws {
        let manager = FileManager.default
        let own = try manager.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
        for _ in 0..<1000 {
            if try manager.destinationOfSymbolicLink(atPath: "/proc/\(child.pid)/ns/net") != own { return }
            guard await Pause.take(milliseconds: 5) else { break }
        }
        throw Trouble("no network namespace was made")
    }

    /// What the gateway is told besides.
    var gatewayFlags: [String] {
        ["--listen-clients", "tcp://\(Self.near):5570", "--listen-workers", "tcp://\(Self.near):5571"]
    }

    /// How a program is started there.
    func command(_ executable: String, _ arguments: [String]) -> (executable: String, arguments: [String]) {
        (Self.nsenter, Self.entering(holder).dropFirst() + [executable] + arguments)
    }

    /// How a service there reaches the gateway.
    func serviceFlags() throws -> [String] {
        let key = try KeyFile.read("\(folder)/keys/gateway.key").publicKey
        return [
            "--gateway", "tcp://\(Self.near):5571/\(key)", "--key", "\(folder)/keys/\(Self.worker).key",
            "--client", "tcp://\(Self.near):5570/\(key)", "--client-key", "\(folder)/keys/\(Self.caller).key",
        ]
    }

    /// Cuts the line, or joins it again: what is on its way is lost, and nobody is told.
    func set(isJoined: Bool) async throws {
        guard let ip = Self.ip else { return }
        try await Self.run([ip, "link", "set", Self.line, isJoined ? "up" : "down"], log: log)
    }
}
