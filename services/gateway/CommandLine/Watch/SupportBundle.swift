// What those who help from afar need to know of a suite, and nothing of those whom it is about: figures, versions,
// settings and the ends of logs, each text redacted. No row, no key, no content of a journal goes in.

private import Glibc
import MessageSchema
import Surroundings
import WireJSON

/// A bundle while it is made.
struct SupportBundle {
    /// A file of the bundle.
    struct Item {
        var name: String
        var contents: [UInt8]
        /// What it is, for the manifest.
        var summary: String
    }

    private(set) var items: [Item] = []
    /// What could not be had, a sentence each.
    private(set) var missing: [String] = []
    private var redactor = Redactor()
    let made: Instant

    init(made: Instant) { self.made = made }

    /// Lines of each log, and bytes of them, that go in at most.
    static let logLines = 2000

    mutating func add(_ name: String, _ value: JSONValue, _ summary: String) {
        items.append(Item(name: name, contents: redacted(value).jsonBytes(pretty: true) + [10], summary: summary))
    }

    mutating func add(_ name: String, lines: [String], _ summary: String) {
        let text = lines.map { redactor.line($0) + "\n" }.joined()
        items.append(Item(name: name, contents: Array(text.utf8), summary: summary))
    }

    mutating func lacks(_ sentence: String) { missing.append(redactor.line(sentence.onOneLine)) }

    /// A value whose texts are redacted; member names, numbers, identifiers and moments are ours.
    private mutating func redacted(_ value: JSONValue, member: String = "") -> JSONValue {
        switch value {
        case .string(let text):
            return .string(Self.principals.contains(member) ? redactor.principal(text) : redactor.line(text))
        case .array(let elements): return .array(elements.map { redacted($0, member: member) })
        case .object(let members):
            return .object(
                members.map { JSONMember(key: redactor.line($0.key), value: redacted($0.value, member: $0.key)) })
        default: return value
        }
    }

    private static let principals: Set<String> = ["owner", "principal", "actor", "via", "as"]

    /// All files in one archive, under a folder of the bundle's name.
    func archive(named name: String) -> [UInt8] {
        var archive = TarArchive(time: made.microseconds / 1_000_000)
        archive.add("\(name)/MANIFEST.json", manifest.jsonBytes(pretty: true) + [10])
        for item in items { archive.add("\(name)/\(item.name)", item.contents) }
        return archive.gzip
    }

    /// What is in it, what was taken out, and what could not be had.
    var manifest: JSONValue {
        .members([
            ("made", .string(made.text)), ("version", .string(Release.version)),
            (
                "files",
                .array(
                    items.map { item in
                        .members([
                            ("name", .string(item.name)), ("bytes", .integer(Int64(item.contents.count))),
                            ("summary", .string(item.summary)),
                        ])
                    })
            ),
            (
                "redacted",
                .members(
                    Redactor.Kind.allCases.map { kind in
                        (kind.rawValue, .integer(Int64(redactor.counts[kind] ?? 0)))
                    })
            ),
            ("missing", .array(missing.map(JSONValue.string))),
            (
                "promise",
                """
                Nothing of databases, journals, backups or key files is in here. Texts were searched for numbers of \
                nine digits or more, insurance cards, addresses, keys and tokens, members about people, principals' \
                names and words that are not English; each was replaced by its kind in brackets. Look through it all \
                the same before you hand it on.
                """
            ),
        ])
    }
}

extension SupportBundle {
    /// What can be had without the suite: the machine, the folder, the logs.
    mutating func addMachine(_ folder: SuiteFolder, services: [String]) {
        add("machine.json", Self.machine, "kernel, limits, time")
        add("files.json", Self.listing(folder, services), "sizes, modes and ages of the data folder's files")
        for service in services {
            let path = folder.log(of: service)
            guard FilePlace(path) != nil else {
                lacks("there is no log \(path)")
                continue
            }
            add(
                "log/\(service).log", lines: LogTail(path: path, lines: Self.logLines).text,
                "the end of the service's log, redacted")
        }
    }

    private static var machine: JSONValue {
        var name = utsname()
        uname(&name)
        func text<T>(_ field: T) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        var files = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        return .members([
            ("system", .string("\(text(name.sysname)) \(text(name.release)) \(text(name.machine))")),
            ("processors", .integer(Int64(sysconf(Int32(_SC_NPROCESSORS_ONLN))))),
            ("memoryBytes", .integer(Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))))),
            ("openFiles", .integer(Int64(clamping: files.rlim_cur))),
        ])
    }

    /// Names of keys are names of people's: of that folder only how many files there are.
    private static func listing(_ folder: SuiteFolder, _ services: [String]) -> JSONValue {
        let folders = [folder.run, folder.logs] + services.map(folder.data)
        let rows = folders.flatMap { path in
            FilePlace.names(in: path).compactMap { name -> JSONValue? in
                guard let place = FilePlace("\(path)/\(name)") else { return nil }
                return .members([
                    ("folder", .string(String(path.dropFirst(folder.root.count + 1)))), ("name", .string(name)),
                    ("bytes", .integer(place.bytes)), ("mode", .string(place.modeText)),
                    ("changed", .string(Instant(microseconds: place.changed * 1_000_000).text)),
                ])
            }
        }
        let space = FileSpace(folder.root)
        return .members([
            ("freeBytes", space.map { .integer($0.freeBytes) }), ("totalBytes", space.map { .integer($0.totalBytes) }),
            ("keys", .integer(Int64(FilePlace.names(in: folder.keys).count))),
            ("hasPrincipals", .bool(FilePlace(folder.principals) != nil)), ("files", .array(rows)),
        ])
    }
}
