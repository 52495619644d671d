// A thread of the operating system, started with a closure and joined once.

private import Glibc

/// A running thread.
struct ThreadHandle: Sendable {
    private let thread: pthread_t

    /// Starts a thread that runs `body` and ends.
    static func start(_ body: @escaping @Sendable () -> Void) throws(TransportError) -> ThreadHandle {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(run: body))
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard code == 0 else {
            box.release()
            throw .threadRefused(code: code)
        }
        return ThreadHandle(thread: thread)
    }

    /// Waits for the thread's end; to be called once.
    func join() { pthread_join(thread, nil) }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
