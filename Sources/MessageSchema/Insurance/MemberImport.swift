// Rolls: many enrolments in one request, each by itself.

/// An enrolment of a roll that was not taken over, and why.
public struct RejectedEnrolment: Codable, Hashable, Sendable {
    /// Its place in the request, from 1.
    public var row: Int
    /// The error's name, such as `insurance.member.differs`.
    public var error: String
    public var message: String

    public init(row: Int, error: String, message: String) {
        self.row = row
        self.error = error
        self.message = message
    }
}

/// Enrols the persons of a roll; what is enrolled already is known, and what cannot be leaves the others untouched.
public struct ImportMembers: Method {
    public static let name: MethodName = "insurance.member.import"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Enrol the persons of a roll; who is enrolled already is known and not doubled."

    /// One to a thousand enrolments, in their order.
    public var rows: [EnrolMember]
    public init(rows: [EnrolMember]) { self.rows = rows }

    /// Enrolments of one request.
    public static let rowsMax = 1000

    public struct Reply: Codable, Hashable, Sendable {
        public var enrolled: Int
        /// Those that say nothing that is not known.
        public var known: Int
        public var rejected: [RejectedEnrolment]

        public init(enrolled: Int, known: Int, rejected: [RejectedEnrolment]) {
            self.enrolled = enrolled
            self.known = known
            self.rejected = rejected
        }
    }
    public static let example = Example(
        Self(rows: [EnrolMember.example.request]),
        reply: Reply(
            enrolled: 1, known: 0,
            rejected: [
                RejectedEnrolment(
                    row: 2, error: "insurance.member.digitUnknown", message: "6 is no benefit digit; 1 to 5 are.")
            ]))
}
