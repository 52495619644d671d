// A roll of members, or a list of anything, as a file of any length: CSV with a head line, or JSON lines. Read piece by
// piece, never whole.

private import Glibc
import MessageSchema
import WireJSON

/// A line of a roll: what it says, or why it says nothing.
struct RollLine<Row: Decodable & Sendable>: Sendable {
    /// Counted from 1, the head line included.
    var number: Int
    var row: Result<Row, UsageError>
}

/// Where a reader of a roll stands: behind so many bytes and lines.
struct RollPlace: Codable, Equatable, Sendable {
    var offset = 0
    var line = 0
}

/// Reads a roll from its file.
final class RollFile<Row: Decodable & Sendable> {
    let path: String
    /// Bytes of the whole file.
    let size: Int
    private(set) var place = RollPlace()
    private let descriptor: Int32
    private var form: RollForm<Row>?
    private var buffer: [UInt8] = []
    private var at = 0
    private var isAtEnd = false

    /// Opens a file. Throws what cannot be read, and what is no file that can be read again from a place.
    init(_ path: String) throws(UsageError) {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else { throw UsageError("there is no file \(path)") }
        guard FileText.isRegular(path) else {
            throw UsageError(
                "\(path) is no file", next: "write the roll to a file first: it can be gone on with after a break then")
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        size = Int(status.st_size)
        form = try head()
    }

    deinit { close(descriptor) }

    /// Goes to a place that a reader of this file stood at.
    func go(to place: RollPlace) throws(UsageError) {
        guard lseek(descriptor, off_t(place.offset), SEEK_SET) == off_t(place.offset) else {
            throw UsageError("\(path) has no byte \(place.offset)")
        }
        (buffer, at, isAtEnd, self.place) = ([], 0, false, place)
    }

    /// The next lines that are not empty, so many at most; none at the end.
    func next(_ count: Int) throws(UsageError) -> [RollLine<Row>] {
        guard let form else { return [] }
        var lines: [RollLine<Row>] = []
        while lines.count < count, let line = try nextLine() {
            guard line.contains(where: { $0 > 32 }) else { continue }
            lines.append(RollLine(number: place.line, row: form.row(Array(line))))
        }
        return lines
    }

    /// The form of the file by its first line, which CSV has for its columns. Nil for an empty file.
    private func head() throws(UsageError) -> RollForm<Row>? {
        while let line = try nextLine() {
            let text = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
            guard let first = text.first(where: { $0 > 32 }) else { continue }
            if first == UInt8(ascii: "{") {
                try go(to: RollPlace(offset: line.count - text.count, line: 0))
                return .jsonLines
            }
            return try .csv(RollColumns(Array(text), of: Row.self, path))
        }
        return nil
    }

    /// A line without its end; nil at the end of the file.
    private func nextLine() throws(UsageError) -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[at...].firstIndex(of: 10) { return line(to: end, skipping: 1) }
            if isAtEnd { return at < buffer.count ? line(to: buffer.count, skipping: 0) : nil }
            guard buffer.count - at <= Bounds.rollLineBytesMax else {
                throw UsageError(
                    "\(path), line \(place.line + 1) has more than \(Bounds.rollLineBytesMax) bytes",
                    next: "a roll has a line a row")
            }
            try fill()
        }
    }

    private func line(to end: Int, skipping: Int) -> ArraySlice<UInt8> {
        var line = buffer[at..<end]
        place.offset += line.count + skipping
        place.line += 1
        at = end + skipping
        if line.last == 13 { line.removeLast() }
        return line
    }

    private func fill() throws(UsageError) {
        buffer.removeSubrange(..<at)
        at = 0
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        let count = Glibc.read(descriptor, &piece, piece.count)
        guard count >= 0 else { throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))") }
        isAtEnd = count == 0
        buffer += piece[..<count]
    }
}

/// How the lines of a roll are written.
private enum RollForm<Row: Decodable & Sendable> {
    case csv(RollColumns)
    case jsonLines

    /// What a line says, checked by its own type.
    func row(_ line: [UInt8]) -> Result<Row, UsageError> {
        Result { () throws(UsageError) in
            let bytes: [UInt8]
            switch self {
            case .csv(let columns): bytes = try columns.object(line).jsonBytes(pretty: false)
            case .jsonLines: bytes = line
            }
            do throws(WireJSONError) {
                return try WireJSON.decode(
                    Row.self, from: bytes, options: .init(duplicateMembers: .refused), unknownMembers: .refused)
            } catch {
                let member = error.path.split(separator: "/").joined(separator: ".")
                throw UsageError(member.isEmpty ? error.message : "\(member): \(error.message)")
            }
        }
    }
}
