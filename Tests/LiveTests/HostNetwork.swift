// Hosts in a network of a test's own: network namespaces, joined by lines to one switch, which is a bridge in another
// one. The machine's own network has no part in it, and all of it goes with the test's process, however that ends.

#if PostgreSQL
    import Foundation
    import TestGround

    import Glibc

    /// Some hosts and the switch between them.
    final class HostNetwork {
        /// A host, by the one process that keeps its namespace there: cat(1), which ends with the pipe that we hold.
        struct Host {
            let name: String
            let address: String
            fileprivate let holder: LiveProcess

            /// The words of a command that becomes a program on the host.
            var command: [String] { ["/usr/bin/env", "nsenter", "--net=/proc/\(holder.pid)/ns/net", "--"] }
        }

        static let addresses = "10.77.0.0/24"
        static let needs = "a network of a test's own needs root, unshare(1), nsenter(1) and ip(8) with bridges"
        /// Tried once, in a namespace that goes at once.
        static let isPossible: Bool = {
            let trial = [
                "--net", "nsenter", "--net=/proc/self/ns/net", "--", "ip", "link", "add", "trial", "type", "bridge",
            ]
            return geteuid() == 0 && (try? Command.run("unshare", trial))?.status == 0
        }()

        private(set) var hosts: [Host] = []
        private let board: Host
        private let folder = TemporaryFolder()

        /// Sets up hosts by their names, each with its line to the switch.
        init(_ names: String...) async throws {
            board = try await Self.host("switch", "", folder)
            try ip("link", "add", "bridge", "type", "bridge", on: board)
            try ip("link", "set", "bridge", "up", on: board)
            for (index, name) in names.enumerated() {
                let host = try await Self.host(name, "10.77.0.\(index + 1)", folder)
                hosts.append(host)
                try layLine(from: board, name, to: host, "line")
                try join(host)
                try ip("address", "add", "\(host.address)/24", "dev", "line", on: host)
                try ip("link", "set", "lo", "up", on: host)
            }
        }

        private static func host(_ name: String, _ address: String, _ folder: TemporaryFolder) async throws -> Host {
            let holder = try LiveProcess("/usr/bin/env", ["unshare", "--net", "cat"], log: folder.file("\(name).log"))
            // It takes a moment from its start to its namespace.
            let files = FileManager.default
            let own = try files.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
            try await eventually("the network of \(name)") {
                try files.destinationOfSymbolicLink(atPath: "/proc/\(holder.pid)/ns/net") != own
            }
            return Host(name: name, address: address, holder: holder)
        }

        /// Takes a host off the switch: what it sends and what is sent to it is lost, and nobody is told.
        func cut(_ host: Host) throws { try ip("link", "set", host.name, "nomaster", on: board) }

        private func join(_ host: Host) throws { try ip("link", "set", host.name, "master", "bridge", on: board) }

        /// Lays a line between two hosts, past the switch; they reach each other over nothing else.
        func join(_ one: Host, _ other: Host) throws {
            try layLine(from: one, other.name, to: other, one.name)
            try ip("route", "add", other.address, "dev", other.name, "src", one.address, on: one)
            try ip("route", "add", one.address, "dev", one.name, "src", other.address, on: other)
        }

        private func layLine(from one: Host, _ end: String, to other: Host, _ otherEnd: String) throws {
            try ip(
                "link", "add", end, "type", "veth", "peer", "name", otherEnd, "netns", "\(other.holder.pid)", on: one)
            try ip("link", "set", end, "up", on: one)
            try ip("link", "set", otherEnd, "up", on: other)
        }

        private func ip(_ words: String..., on host: Host) throws {
            let run = try Command.run(host.command[0], Array(host.command.dropFirst()) + ["ip"] + words)
            guard run.status == 0 else { throw LiveProblem("`ip \(words)` on \(host.name): \(run.errors)") }
        }

        /// Lets go of the namespaces; they stay as long as something runs in them.
        func stop() async { for host in hosts + [board] { await host.holder.kill() } }
    }
#endif
