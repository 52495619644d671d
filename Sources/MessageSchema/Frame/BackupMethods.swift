// The methods with which every service takes part in a backup: it writes a copy of its own data, says how far it is and
// what the copy holds, and takes a copy away again. Which copies together make a backup is the command line's to say.

/// A backup's name: 1 to 64 of `a-z`, `0-9`, `.` and `-`, beginning with a letter; it names a folder and cannot leave
/// the one it lies in.
public struct BackupName: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard ShortName.isWellFormed(text) else { throw ValueError("\"\(text)\" is no backup's name; \(Self.form)") }
        self.text = text
    }

    /// A name that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = ShortName.pattern
    public static let form = "a backup's name is 1 to 64 of a-z, 0-9, '.' and '-', such as b-20250701-013000-4f2a"
    public static let sampleText = "b-20250701-013000-4f2a"
}

/// How a copy stands.
public enum CopyState: String, WireEnum {
    /// There is none.
    case absent
    case running
    /// It is whole, and on the disk.
    case written
    /// It was begun and did not come to its end.
    case failed
}

/// A place in a journal that a service follows.
public struct FollowedPlace: Codable, Hashable, Sendable {
    /// The place's name; its first part is the service that is followed.
    public var name: String
    public var journal: String
    /// The last sequence applied.
    public var after: Int64

    public init(name: String, journal: String, after: Int64) {
        self.name = name
        self.journal = journal
        self.after = after
    }

    /// The service whose journal it is.
    public var service: String { String(name.prefix { $0 != "." }) }
}

/// What a copy holds.
public struct CopyContents: Codable, Hashable, Sendable {
    /// The file's size, and the SHA-256 of its bytes in hexadecimal.
    public var bytes: Int64
    public var sha256: String
    /// The journal's id, its last sequence and that entry's hash in hexadecimal.
    public var journal: String
    public var sequence: Int64
    public var hash: String
    /// The version of each part of the schema.
    public var schema: [String: Int]
    /// How far it had followed others.
    public var follows: [FollowedPlace]

    public init(
        bytes: Int64, sha256: String, journal: String, sequence: Int64, hash: String, schema: [String: Int],
        follows: [FollowedPlace]
    ) {
        self.bytes = bytes
        self.sha256 = sha256
        self.journal = journal
        self.sequence = sequence
        self.hash = hash
        self.schema = schema
        self.follows = follows
    }

    public static let example = CopyContents(
        bytes: 176_128, sha256: String(repeating: "0", count: 64), journal: "0197c5a0-7b00-7000-8000-0000000000aa",
        sequence: 7, hash: String(repeating: "0", count: 64), schema: ["storage": 2], follows: [])
}

/// A service's copy for a backup.
public struct ServiceCopy: Codable, Hashable, Sendable {
    public var state: CopyState
    /// The file, below the folder in which the service keeps copies.
    public var file: String
    /// That folder, as the service knows it.
    public var folder: String
    /// Bytes written so far, and about how many there will be.
    public var bytes: Int64
    public var bytesExpected: Int64?
    /// Why it failed.
    public var problem: String?
    /// Once it is written.
    public var contents: CopyContents?
    /// The services whose journals this one follows, however far.
    public var follows: [String]

    public init(
        state: CopyState, file: String, folder: String, bytes: Int64 = 0, bytesExpected: Int64? = nil,
        problem: String? = nil, contents: CopyContents? = nil, follows: [String]
    ) {
        self.state = state
        self.file = file
        self.folder = folder
        self.bytes = bytes
        self.bytesExpected = bytesExpected
        self.problem = problem
        self.contents = contents
        self.follows = follows
    }

    static func example(of service: ServiceName) -> ServiceCopy {
        ServiceCopy(
            state: .written, file: "\(BackupName.sampleText)/\(service).sqlite", folder: "/var/lib/sauro/backups",
            bytes: 176_128, contents: .example, follows: ["registry"])
    }
}

/// Begins to write a copy of the service's data, and answers at once; the same name again finds the same copy.
public struct WriteCopy<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).backup.write") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .operateSuite }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Begin to write a copy of the service's data, which goes on being written to." }

    public var backup: BackupName
    public init(backup: BackupName) { self.backup = backup }

    public typealias Reply = ServiceCopy
    public static var example: Example<Self> {
        var copy = ServiceCopy.example(of: Owner.service)
        (copy.state, copy.bytes, copy.bytesExpected, copy.contents) = (.running, 0, 176_128, nil)
        return Example(Self(backup: .sample), reply: copy)
    }
}

/// Tells how far a copy is, and once it is written what it holds.
public struct ShowCopy<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).backup.show") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .operateSuite }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Tell how far a copy of the service's data is, and what it holds." }

    public var backup: BackupName
    public init(backup: BackupName) { self.backup = backup }

    public typealias Reply = ServiceCopy
    public static var example: Example<Self> {
        Example(Self(backup: .sample), reply: .example(of: Owner.service))
    }
}

/// Takes a copy away; one that is being written is given up.
public struct RemoveCopy<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).backup.remove") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .operateSuite }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Take a copy of the service's data away, or give up writing it." }

    public var backup: BackupName
    public init(backup: BackupName) { self.backup = backup }

    public typealias Reply = ServiceCopy
    public static var example: Example<Self> {
        var copy = ServiceCopy.example(of: Owner.service)
        (copy.state, copy.bytes, copy.contents) = (.absent, 0, nil)
        return Example(Self(backup: .sample), reply: copy)
    }
}
