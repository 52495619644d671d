// A terminal taken over for a while: another screen, keys read one by one. It is given back as it was, whatever ends
// the program, but for SIGKILL.

private import Glibc

/// The terminal at standard input and output.
final class LiveScreen {
    private let before: termios
    private let write: @Sendable ([UInt8]) -> Bool
    private var isLeft = false

    /// Takes the terminal over; nil if standard input or output is none.
    init?(_ console: Console) {
        var settings = termios()
        guard isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        before = settings
        write = console.writeOutput
        // Keys at once and unseen; Ctrl-C stays a signal. Stopping by Ctrl-Z would leave the other screen behind.
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VSUSP)] = 0 }
        guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
        _ = write(Array("\u{1B}[?1049h\u{1B}[?25l".utf8))
    }

    deinit { leave() }

    /// Gives the terminal back.
    func leave() {
        guard !isLeft else { return }
        isLeft = true
        _ = write(Array("\u{1B}[?25h\u{1B}[?1049l".utf8))
        var before = before
        // What was typed for the other screen is not for the shell.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    }

    /// Columns and lines now.
    var size: (columns: Int, lines: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Shows lines in place of what is there; false when nobody looks any more.
    func show(_ lines: [String]) -> Bool {
        let rows = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
        return write(Array("\u{1B}[H\(rows)\u{1B}[J".utf8))
    }

    /// The keys that were pressed since; nil at the terminal's end.
    func keys() -> [UInt8]? {
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 0) == 1 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 { return Array(buffer[..<count]) }
        return count < 0 && errno == EINTR ? [] : nil
    }
}
