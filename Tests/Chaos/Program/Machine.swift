// What the run needs of the machine: a mount namespace of its own for small disks, and a wall clock that it can shift.

import Foundation
import SuiteGround
import Surroundings

/// A wall clock shifted for all processes of the suite, by a library preloaded into them.
struct ClockShift: Sendable {
    private let path: String
    private let library: String

    /// The library as the build makes it, beside the programs.
    static let library = "libClockShift.so"

    init(folder: String, bin: String) throws {
        path = "\(folder)/clock-shift"
        library = "\(bin)/\(Self.library)"
        try store(seconds: 0, creating: true)
    }

    var environment: [String: String] { ["LD_PRELOAD": library, "SAURO_CLOCK_SHIFT": path] }

    /// Shifts the clock of every process at once; the file is mapped by all of them.
    func set(seconds: Int64) throws { try store(seconds: seconds, creating: false) }

    private func store(seconds: Int64, creating: Bool) throws {
        let file = open(path, O_WRONLY | O_CLOEXEC | (creating ? O_CREAT : 0), 0o600)
        guard file >= 0 else { throw Trouble("\(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let count = withUnsafeBytes(of: seconds) { pwrite(file, $0.baseAddress, 8, 0) }
        guard count == 8 else { throw Trouble("\(path): \(String(cString: strerror(errno)))") }
    }
}

/// Disks that can be filled: file systems in memory, mounted where nobody else sees them.
struct SmallDisk: Sendable {
    let folder: String

    /// Enough for what a run of an hour writes.
    private static let size = "256m"

    /// Mounts one; this process is in a mount namespace of its own.
    init(at folder: String, log: String) async throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let status = await Programs.run(
            "/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(Self.size),mode=0700", "tmpfs", folder], log: log)
        guard status == 0 else { throw Trouble("no small disk at \(folder); see \(log)") }
    }

    private var ballast: String { "\(folder)/ballast" }

    /// Takes all the room that is left.
    func fill() throws {
        let file = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Trouble("\(ballast): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        for size in [1 << 20, 4096] {
            let zeros = [UInt8](repeating: 0, count: size)
            while write(file, zeros, size) > 0 {}
        }
        guard errno == ENOSPC else { throw Trouble("\(ballast): \(String(cString: strerror(errno)))") }
    }

    /// Gives the room back.
    func free() { unlink(ballast) }
}

/// Namespaces of the run's own.
enum Namespace {
    private static let variable = "SAURO_CHAOS_NAMESPACE"
    private static let unshare = "/usr/bin/unshare"

    /// Continues this program in a mount or network namespace of its own, or says why it cannot. Returns nil once it is
    /// there, or if none is wanted. To be called before any thread is there.
    static func enter(mounts: Bool, network: Bool) -> String? {
        guard mounts || network, getenv(variable) == nil else { return nil }
        let wanted = (mounts ? ["--mount", "--propagation", "private"] : []) + (network ? ["--net"] : [])
        // As root; or as root of a user namespace, where the machine lets everybody have one.
        for flags in [wanted, ["--user", "--map-root-user"] + wanted] where isAllowed(flags) {
            setenv(variable, "1", 1)
            let words = [unshare] + flags + ["--", "/proc/self/exe"]
            // The exe of unshare(1) would be meant by then.
            let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
            var all = (words.dropLast() + [own] + CommandLine.arguments.dropFirst()).map { strdup($0) } + [nil]
            execv(unshare, &all)
            unsetenv(variable)
        }
        return "needs root"
    }

    private static func isAllowed(_ flags: [String]) -> Bool {
        var words = ([unshare] + flags + ["true"]).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid = pid_t()
        var status: Int32 = 0
        guard posix_spawn(&pid, unshare, nil, nil, &words, environ) == 0, waitpid(pid, &status, 0) == pid else {
            return false
        }
        return status == 0
    }
}
