// Small files as text, and YAML nodes with the place they stand at.

private import Glibc
import Yams

/// Reads whole files.
enum FileText {
    /// The file's text; nil if there is none.
    static func read(_ path: String, bytesMax: Int) throws(UsageError) -> String? {
        guard let bytes = try readBytes(path, bytesMax: bytesMax) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageError("\(path) is not UTF-8") }
        return text
    }

    /// Whether the path leads to a file that can be read again: not to a pipe, which gives its bytes once.
    static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The file's bytes; nil if there is none.
    static func readBytes(_ path: String, bytesMax: Int) throws(UsageError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return all }
            guard count > 0 else { throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))") }
            all += buffer[..<count]
            guard all.count <= bytesMax else { throw UsageError("\(path) has more than \(bytesMax) bytes") }
        }
    }
}

/// A YAML text and what it is called.
struct YAMLText {
    private let text: String
    private let source: String

    init(_ text: String, source: String) {
        self.text = text
        self.source = source
    }

    /// The roots of its documents. Throws line, column and reason.
    func roots() throws(UsageError) -> [Node] {
        do {
            // Not `compose_all`: its sequence ends at an error as if the text did.
            let parser = try Parser(yaml: text)
            var roots: [Node] = []
            while let root = try parser.nextRoot() { roots.append(root) }
            return roots
        } catch let error as YamlError {
            throw UsageError(sentence(error).onOneLine)
        } catch {
            throw UsageError("\(source) is no YAML: \(error)")
        }
    }

    /// The root of its one document; nil if it is empty.
    func onlyRoot() throws(UsageError) -> Node? {
        let roots = try roots().filter { $0.null == nil }
        guard roots.count <= 1 else {
            throw roots[1].refused("the file holds \(roots.count) documents; one is taken", in: source)
        }
        return roots.first
    }

    private func sentence(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(source), line \(mark.line), column \(mark.column): \(problem)"
        case .reader(let problem, let offset, _, _):
            // Yams counts Characters here, of which CR LF is one.
            "\(source), line \(text.prefix(offset ?? 0).count { $0 == "\n" || $0 == "\r\n" } + 1): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            "\(source), line \(context.mark.line): a key stands twice in one mapping: "
                + duplicates.joined(separator: ", ")
        default: "\(source) is no YAML: \(error)"
        }
    }
}

extension Node {
    /// The members of a mapping by their text keys.
    func members(_ what: String, in source: String) throws(UsageError) -> [(key: String, value: Node)] {
        guard let mapping else { throw refused("\(what) is a mapping", in: source) }
        var members: [(key: String, value: Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw key.refused("keys are texts", in: source) }
            members.append((name, value))
        }
        return members
    }

    /// An error that says where the node stands.
    func refused(_ reason: String, in source: String) -> UsageError {
        let place = mark.map { ", line \($0.line)" } ?? ""
        return UsageError("\(source)\(place): \(reason)".onOneLine)
    }
}
