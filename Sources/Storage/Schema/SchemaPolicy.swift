// Which steps of the schema a program runs when it opens an older database.

public import MessageSchema

/// What a program may do to an older database. A new one is always made.
public struct SchemaPolicy: Sendable, Hashable {
    /// When missing steps are run.
    public enum Mode: Sendable, Hashable {
        /// Always.
        case always
        /// If each of them is `.expand`; else the database is refused as it is.
        case expand
        /// Never; an older database is refused as it is.
        case never
        /// If they are those of the plan with this hash (``SchemaReport/hash``).
        case plan(String)
    }

    public var mode: Mode
    /// The release that runs them, kept beside each step for those who have to go back or forward.
    public var release: String

    public init(_ mode: Mode = .always, release: String = Release.version) {
        self.mode = mode
        self.release = release
    }
}
