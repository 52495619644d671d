// What a program asks of the world outside it: the time, waiting time, randomness and new identifiers.
// Everything that needs one of them is given this value at the door, so that a test or a demo can play years.

private import Glibc

/// The outside world, as four questions.
public struct Surroundings: Sendable {
    /// Suite time: microseconds since 1970-01-01T00:00:00Z. Moves with the manual clock when there is one.
    public var now: @Sendable () -> Int64
    /// Milliseconds on a clock that never goes back; for deadlines, heartbeats and waits.
    public var monotonic: @Sendable () -> Int64
    /// The machine's own wall clock in milliseconds since 1970; only for comparing two processes of one suite.
    public var machineTime: @Sendable () -> Int64
    /// That many random bytes, fit for salts and identifiers.
    public var randomBytes: @Sendable (_ count: Int) -> [UInt8]

    public init(
        now: @escaping @Sendable () -> Int64,
        monotonic: @escaping @Sendable () -> Int64 = Self.systemMonotonic,
        machineTime: @escaping @Sendable () -> Int64 = Self.systemMachineTime,
        randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8] = Self.systemRandomBytes
    ) {
        self.now = now
        self.monotonic = monotonic
        self.machineTime = machineTime
        self.randomBytes = randomBytes
    }

    /// The machine's own clock and randomness.
    public static let live = Surroundings(now: { readClock(CLOCK_REALTIME) })

    /// A new identifier: UUID version 7 as lower-case text (RFC 9562, section 5.7), timed by suite time.
    public func newIdentifier() -> String {
        var bytes = randomBytes(16)
        let milliseconds = UInt64(clamping: now() / 1000)
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * index)) }
        bytes[6] = 0x70 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        var text = Hexadecimal.digits(of: bytes)
        for place in [8, 13, 18, 23] { text.insert(UInt8(ascii: "-"), at: place) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The system's monotonic clock in milliseconds.
    public static func systemMonotonic() -> Int64 { readClock(CLOCK_MONOTONIC) / 1000 }

    /// The same clock in microseconds, for measuring how long something took.
    public static func systemMonotonicMicroseconds() -> Int64 { readClock(CLOCK_MONOTONIC) }

    /// The system's wall clock in milliseconds since 1970.
    public static func systemMachineTime() -> Int64 { readClock(CLOCK_REALTIME) / 1000 }

    /// Bytes from the operating system's generator, eight for each question to it.
    public static func systemRandomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<(count + 7) / 8).map { _ in generator.next() }
        return words.flatMap { word in withUnsafeBytes(of: word, Array.init) }.prefix(count).map { $0 }
    }

    /// Microseconds read from one of the system's clocks (clock_gettime(2)).
    public static func readClock(_ clock: Int32) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
