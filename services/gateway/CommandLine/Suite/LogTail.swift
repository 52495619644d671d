// The end of a log, for those who see a service fail.

private import Glibc

/// The last lines of a file.
struct LogTail {
    let path: String
    let lines: Int
    /// Bytes to leave out at the beginning: what earlier runs wrote.
    var start = 0

    /// Bytes looked at.
    private static let bytesMax = 1 << 16

    /// The bytes the file has now.
    static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The lines; none if the file cannot be read.
    var text: [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let first = max(start, size - Self.bytesMax)
        guard size > first else { return [] }
        var buffer = [UInt8](repeating: 0, count: size - first)
        let count = pread(descriptor, &buffer, buffer.count, first)
        guard count > 0 else { return [] }
        let whole = String(decoding: buffer[..<count], as: UTF8.self)
        return whole.split(separator: "\n").suffix(lines).map(String.init)
    }
}
