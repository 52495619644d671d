// The process's own streams.

private import Glibc
private import Synchronization

extension Console {
    /// Standard input, output and error of this process. A reader that has gone away is no error: what it does not
    /// want to read is not written.
    static func system() -> Console {
        let flag = SharedFlag()
        return Console(
            readInput: { try readAll(STDIN_FILENO) },
            writeOutput: { bytes in
                guard flag.isSet else { return false }
                if !write(bytes, to: STDOUT_FILENO) { flag.clear() }
                return flag.isSet
            },
            writeErrors: { _ = write($0, to: STDERR_FILENO) },
            outputColumns: isatty(STDOUT_FILENO) == 1 ? columns(of: STDOUT_FILENO) : nil,
            errorsAreTerminal: isatty(STDERR_FILENO) == 1)
    }

    private static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all bytes; false when nobody reads.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR || errno == EAGAIN else { return false }
                // A terminal or pipe that somebody made non-blocking: wait until it takes more.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
                continue
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func readAll(_ descriptor: Int32) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return all }
            if count < 0 {
                if errno == EINTR { continue }
                throw UsageError("standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            all += buffer[..<count]
            guard all.count <= Bounds.inputBytesMax else {
                throw UsageError("the input has more than \(Bounds.inputBytesMax >> 20) MiB", next: "send it in parts")
            }
        }
    }
}

/// True until cleared.
private final class SharedFlag: Sendable {
    private let value = Atomic(true)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func clear() { value.store(false, ordering: .relaxed) }
}
