// One service as a child of `up`: started, kept, drained.

private import Glibc
import MessageSchema
import Surroundings
import Synchronization

/// A service that is started again when it dies.
final class KeptService: Sendable {
    let program: ChildProgram
    /// Where this run's part of the log begins.
    let logStart: Int
    private let monotonic: @Sendable () -> Int64
    private let say: @Sendable (String) -> Void
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var begun: Int64 = 0
        var restarts = 0
        var isStopping = false
    }

    /// How long a service may take to end before it is killed: the ten seconds it has for draining, and two more.
    private static let graceMilliseconds: Int64 = 12_000

    init(
        _ program: ChildProgram, monotonic: @escaping @Sendable () -> Int64, say: @escaping @Sendable (String) -> Void
    ) {
        self.program = program
        logStart = LogTail.size(of: program.log)
        self.monotonic = monotonic
        self.say = say
    }

    /// How often it was started again.
    var restarts: Int { state.withLock { $0.restarts } }

    var hasEnded: Bool { state.withLock { $0.child?.hasEnded ?? true } }

    /// Starts the service, unless it is being stopped.
    func start() throws(ChildProcess.Problem) {
        let result: Result<Void, ChildProcess.Problem> = state.withLock { state in
            guard !state.isStopping else { return .success(()) }
            do throws(ChildProcess.Problem) {
                state.child = try ChildProcess(program)
                state.begun = monotonic()
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    /// Starts the service again whenever it dies, until it is stopped or the task is cancelled.
    func keep() async {
        var policy = RestartPolicy()
        while !Task.isCancelled {
            let (child, begun) = state.withLock { ($0.child, $0.begun) }
            guard let child else { return }
            let end = await child.end()
            guard !state.withLock({ $0.isStopping }) else { return }
            let now = monotonic()
            let pause = policy.pause(diedAt: now, lifetime: now - begun)
            say("\(program.service) \(end); it is started again in \(pause) ms (\(program.log))")
            guard await Pause.take(milliseconds: pause) else { return }
            state.withLock { $0.restarts += 1 }
            do throws(ChildProcess.Problem) { try start() } catch { say(error.description) }
        }
    }

    /// Asks the service to end, and ends it if it does not.
    func drain() async {
        let child = state.withLock { state in
            state.isStopping = true
            return state.child
        }
        guard let child, !child.hasEnded else { return }
        child.signal(SIGTERM)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = await child.end()
                return true
            }
            group.addTask { await !Pause.take(milliseconds: Self.graceMilliseconds) }
            if await group.next() == false {
                say("\(program.service) did not end within \(Self.graceMilliseconds / 1000) s and is killed")
                child.signal(SIGKILL)
            }
            group.cancelAll()
        }
    }

    /// Ends the service at once.
    func kill() {
        state.withLock { state in
            state.isStopping = true
            state.child?.signal(SIGKILL)
        }
    }
}
