// The file channel's file: one line of JSON a message, in the service's folder, readable by its owner only. Several
// instances may append to it.

private import Glibc
internal import MessageSchema
internal import WireJSON

/// A line of the file.
struct OutboxLine: Codable, Hashable {
    /// The same line may stand there twice after a crash; who reads it drops what has a delivery seen before.
    var delivery: DeliveryID
    var notice: NoticeID
    var person: StaffID
    var sender: UnitCode
    var sent: Instant
    var title: LocalizedText
    var body: LocalizedText
}

/// Why the file could not be written; kept with the attempt.
struct OutboxProblem: Error {
    var text: PlainText
}

struct OutboxFile {
    /// The file's path in the service's folder.
    static let name = "outbox/notices.jsonl"
    let folder: String

    /// Appends lines, all or none, and returns once the disk has them.
    func append(_ lines: [OutboxLine]) throws(OutboxProblem) {
        let bytes = try encoded(lines)
        let folderPath = "\(folder)/outbox"
        guard mkdir(folderPath, 0o700) == 0 || errno == EEXIST else { throw problem("the folder outbox") }
        let file = open("\(folder)/\(Self.name)", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw problem("the file \(Self.name)") }
        defer { close(file) }
        // Held until the file is closed, so that nobody appends between the look at the end and the line.
        guard flock(file, LOCK_EX) == 0 else { throw problem("the lock on \(Self.name)") }
        let isFirst = lseek(file, 0, SEEK_END) == 0
        try append(bytes, to: file)
        guard fsync(file) == 0 else { throw problem("writing \(Self.name) to the disk") }
        guard isFirst else { return }
        for path in [folderPath, folder] { try sync(path) }
    }

    /// Brings a folder's names to the disk: POSIX promises a new file to nobody before (fsync(2)).
    private func sync(_ path: String) throws(OutboxProblem) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem("the folder outbox") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw problem("writing the folder outbox to the disk") }
    }

    private func encoded(_ lines: [OutboxLine]) throws(OutboxProblem) -> [UInt8] {
        do { return try lines.flatMap { try WireJSON.encode($0) + [10] } } catch {
            throw OutboxProblem(text: "a message could not be written as JSON")
        }
    }

    /// Writes all bytes; what was begun is taken back if they do not all fit, and a line that a crash cut short is
    /// ended first.
    private func append(_ bytes: [UInt8], to file: Int32) throws(OutboxProblem) {
        let end = lseek(file, 0, SEEK_END)
        guard end >= 0 else { throw problem("the end of \(Self.name)") }
        var last: UInt8 = 10
        if end > 0 { guard pread(file, &last, 1, end - 1) == 1 else { throw problem("the end of \(Self.name)") } }
        let whole = last == 10 ? bytes : [10] + bytes
        var written = 0
        while written < whole.count {
            let count = whole[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = problem("writing \(Self.name)")
                // If this fails as well, the next one to append ends the line, and readers skip what is no JSON.
                _ = ftruncate(file, end)
                throw failure
            }
            written += count
        }
    }

    /// What the system says went wrong.
    private func problem(_ what: String) -> OutboxProblem {
        let text = "\(what): \(String(cString: strerror(errno)))"
        // The system's words are plain; the bound keeps what is stored short.
        return OutboxProblem(text: (try? PlainText(String(text.prefix(300)))) ?? "the file could not be written")
    }
}
