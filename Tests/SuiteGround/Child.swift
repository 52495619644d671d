// Programs as they are started here: as children that a list knows, so that none outlives the run.

internal import Foundation
public import Glibc
internal import Surroundings
internal import Synchronization

/// A child process: its standard input is a pipe that we hold open, its output goes to a log.
public final class Child: Sendable {
    public let pid: pid_t
    private let state: Mutex<State>

    private struct State {
        var lifeline: Int32
        var status: Int32?
    }

    public init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], log: String
    ) throws {
        let lifeline: Int32
        (pid, lifeline) = try Self.turn.withLock { isOver in
            // What is started now would outlive the run.
            guard !isOver else { throw Trouble("the run is over") }
            return try Self.spawn(executable, arguments, environment, log)
        }
        state = Mutex(State(lifeline: lifeline))
        Self.all.withLock { $0.append(self) }
    }

    /// One start at a time, so that no child inherits another's pipe; true once no more are to be started.
    private static let turn = Mutex(false)
    private static let all = Mutex<[Child]>([])

    /// Ends every child there is, at once, stopped ones too, waits for the ends, and lets none be started any more.
    public static func killAll() {
        turn.withLock { $0 = true }
        let children = all.withLock { $0 }
        for child in children { child.signal(SIGKILL) }
        for child in children where child.status == nil {
            var information = siginfo_t()
            // WNOWAIT leaves the number ours until `status` has looked.
            while waitid(P_PID, id_t(child.pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        }
    }

    /// The status of waitpid(2) once it has ended; nil while it runs.
    public var status: Int32? {
        state.withLock { state in
            if state.status == nil {
                var status: Int32 = 0
                if waitpid(pid, &status, WNOHANG) == pid {
                    state.status = status
                    close(state.lifeline)
                }
            }
            return state.status
        }
    }

    /// Sends a signal unless it has ended; its number stays ours until it was waited for.
    public func signal(_ number: Int32) {
        state.withLock { if $0.status == nil { kill(pid, number) } }
    }

    /// Waits for the end; false if it did not come in time.
    public func hasEnded(within milliseconds: Int64) async -> Bool {
        let end = Surroundings.systemMonotonic() + milliseconds
        while status == nil {
            guard Surroundings.systemMonotonic() < end, await Pause.take(milliseconds: 5) else { return false }
        }
        return true
    }

    /// How it ended, in words.
    public static func words(for status: Int32) -> String {
        status & 0x7F == 0 ? "left with exit code \(status >> 8 & 0xFF)" : "was ended by signal \(status & 0x7F)"
    }

    private static func spawn(
        _ executable: String, _ arguments: [String], _ environment: [String: String], _ log: String
    ) throws -> (pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw Trouble("no pipe: \(String(cString: strerror(errno)))")
        }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            close(ends[0])
        }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // We ignore the signals that we watch; a child answers them as usual. Ctrl-C is ours alone.
        var usual = sigset_t()
        sigfillset(&usual)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        let settings = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        var variables = settings.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, executable, &actions, &attributes, &words, &variables)
        guard code == 0 else {
            close(ends[1])
            throw Trouble("\(executable) was not started: \(String(cString: strerror(code)))")
        }
        return (pid, ends[1])
    }
}
