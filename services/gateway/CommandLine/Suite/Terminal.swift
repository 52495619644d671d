// Whether this process belongs to a terminal. A program in the background of none is told SIGHUP to read its files
// again; one whose terminal goes away is told the same signal to leave.

private import Glibc

/// The terminal this process was started from.
enum Terminal {
    /// Whether it is still there: opening it fails when it has hung up (tty(4)).
    static var isThere: Bool {
        let descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }
}
