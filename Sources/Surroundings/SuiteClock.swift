// The manual suite clock: eight bytes in a file that every process of the suite reads. Made by `sauro up --clock`,
// moved by `sauro clock advance`, only ever forward.

private import Glibc

/// A clock kept in a file, so that several processes share one manual time.
public struct SuiteClock: Sendable {
    /// Why the clock could not be used; each says what to do.
    public enum Problem: Error, Equatable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case notForward(now: Int64, wanted: Int64)

        public var description: String {
            switch self {
            case .unreadable(let path, let reason): "the suite clock \(path) cannot be used: \(reason)"
            case .notForward: "the suite clock only moves forward; give a later time"
            }
        }
    }

    public let path: String
    private let descriptor: Descriptor

    /// Opens an existing clock, or creates it at `start` (microseconds since 1970) if there is none yet.
    public init(path: String, createAt start: Int64? = nil) throws(Problem) {
        let flags = start == nil ? O_RDWR : O_RDWR | O_CREAT
        let opened = open(path, flags | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        self.path = path
        descriptor = Descriptor(number: opened)
        // A clock that is shorter than it was written was damaged, and might be set back by beginning anew.
        if let start, lseek(opened, 0, SEEK_END) == 0 { try store(start) }
        guard read() != nil else {
            throw .unreadable(path: path, reason: "it does not hold eight bytes; remove it to begin anew")
        }
    }

    /// Suite time in microseconds since 1970; the time it had at opening can never be later than this.
    public var now: Int64 { read() ?? 0 }

    /// Moves the clock to `time`, microseconds since 1970. Two callers at once: the later time wins.
    public func advance(to time: Int64) throws(Problem) {
        flock(descriptor.number, LOCK_EX)
        defer { flock(descriptor.number, LOCK_UN) }
        guard time >= now else { throw .notForward(now: now, wanted: time) }
        try store(time)
    }

    /// The outside world seen with this clock.
    public func surroundings() -> Surroundings { Surroundings(now: { self.now }) }

    private func read() -> Int64? {
        var value: Int64 = 0
        let count = withUnsafeMutableBytes(of: &value) { pread(descriptor.number, $0.baseAddress, 8, 0) }
        return count == 8 ? Int64(littleEndian: value) : nil
    }

    private func store(_ time: Int64) throws(Problem) {
        var value = time.littleEndian
        let count = withUnsafeMutableBytes(of: &value) { pwrite(descriptor.number, $0.baseAddress, 8, 0) }
        guard count == 8 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
    }

    private final class Descriptor: Sendable {
        let number: Int32
        init(number: Int32) { self.number = number }
        deinit { close(number) }
    }
}
