// Signals as a stream, for commands that end in good order or read their files again.

private import Dispatch
private import Glibc

/// The signals that ask something of a program. Until somebody asks for them they end it, as usual.
enum SignalStream {
    /// SIGINT and SIGTERM from now on: the program is to end.
    static func interruptions() -> AsyncStream<Int32> { of([SIGINT, SIGTERM]) }

    /// SIGHUP from now on: a program that lives long reads its files again.
    static func hangups() -> AsyncStream<Int32> { of([SIGHUP]) }

    private static func of(_ numbers: [Int32]) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingNewest(8))
        let sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.activate()
            return source
        }
        let held = HeldSources(sources)
        continuation.onTermination = { _ in held.cancel() }
        return stream
    }
}

/// Keeps the sources for as long as the stream is read.
// Sources are safe to use from any thread (dispatch_source(3)); the array never changes.
private final class HeldSources: @unchecked Sendable {
    private let sources: [any DispatchSourceSignal]
    init(_ sources: [any DispatchSourceSignal]) { self.sources = sources }
    func cancel() { for source in sources { source.cancel() } }
}
