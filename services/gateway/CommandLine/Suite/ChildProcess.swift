// A child process in a process group of its own, its output in a log, its standard input a pipe that we hold open: a
// child that sees the pipe's end knows that `up` is gone.

private import Glibc
private import Synchronization

/// A running child.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum End: Sendable, Equatable, CustomStringConvertible {
        case exited(Int32)
        case killed(Int32)

        var description: String {
            switch self {
            case .exited(let code): "left with exit code \(code)"
            case .killed(let signal): "was ended by signal \(signal)"
            }
        }
    }
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    let pid: Int32
    private let state: Mutex<State>

    private struct State {
        var lifeline: Int32?
        var end: End?
        var waiting: [CheckedContinuation<End, Never>] = []
    }

    /// Starts a program.
    init(_ program: ChildProgram) throws(Problem) {
        let (pid, lifeline) = try Self.turn.withLock { _ in Self.spawnWithLifeline(program) }.get()
        self.pid = pid
        state = Mutex(State(lifeline: lifeline))
        watch()
    }

    /// One start at a time: a child begun between another's pipe and its FD_CLOEXEC would hold that pipe open, and
    /// keep the other alive after us.
    private static let turn = Mutex(())

    private static func spawnWithLifeline(_ program: ChildProgram) -> Result<(Int32, Int32), Problem> {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failure(problem(program, errno)) }
        let areClosing = ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
        precondition(areClosing, "fcntl(2) sets FD_CLOEXEC on any descriptor that is open")
        let spawned = spawn(program, input: ends[0])
        close(ends[0])
        if case .failure = spawned { close(ends[1]) }
        return spawned.map { ($0, ends[1]) }
    }

    deinit { letGo() }

    /// Gives the pipe up; a child that watches it leaves.
    func letGo() {
        let held = state.withLock { state in
            defer { state.lifeline = nil }
            return state.lifeline
        }
        if let held { close(held) }
    }

    /// Waits until the process has ended.
    func end() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Sends a signal; does nothing once the process has ended. The number cannot be another process's meanwhile: it
    /// is given back under the same lock.
    func signal(_ number: Int32) {
        state.withLock { if $0.end == nil { kill(pid, number) } }
    }

    /// A thread that waits for the end. WNOWAIT leaves the number ours until the lock is held.
    private func watch() {
        let watcher = ChildWatch(pid: pid) { [self] in
            let (end, waiting) = state.withLock { state in
                var status: Int32 = 0
                waitpid(pid, &status, 0)
                let end: End = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
                state.end = end
                defer { state.waiting = [] }
                return (end, state.waiting)
            }
            for continuation in waiting { continuation.resume(returning: end) }
        }
        watcher.start()
    }

    private static func problem(_ program: ChildProgram, _ code: Int32) -> Problem {
        Problem(description: "\(program.executable) was not started: \(String(cString: strerror(code)))")
    }

    private static func spawn(_ program: ChildProgram, input: Int32) -> Result<pid_t, Problem> {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, program.log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // `up` ignores or blocks what it takes otherwise; a child begins with the usual answers to signals.
        var usual = sigset_t()
        sigfillset(&usual)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([program.executable] + program.arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, program.executable, &actions, &attributes, words, environ)
        return code == 0 ? .success(pid) : .failure(problem(program, code))
    }
}

/// Waits for one process in a thread, and calls when it has ended.
private final class ChildWatch: Sendable {
    private let pid: pid_t
    private let ended: @Sendable () -> Void

    init(pid: pid_t, ended: @escaping @Sendable () -> Void) {
        self.pid = pid
        self.ended = ended
    }

    func start() {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ChildWatch>.fromOpaque(argument).takeRetainedValue().wait()
                return nil
            }, box.toOpaque())
        precondition(code == 0, "the system refused a thread to wait for a child (error \(code))")
        pthread_detach(thread)
    }

    private func wait() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        ended()
    }
}
