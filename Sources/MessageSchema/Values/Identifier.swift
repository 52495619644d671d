// Minted identifiers: UUID version 7 as text, typed by what they identify.

/// The minted identifier of one `Subject`: a UUID as lower-case text (RFC 9562).
public struct Identifier<Subject: Sendable>: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let isWellFormed =
            text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { place, byte in
                switch place {
                case 8, 13, 18, 23: byte == UInt8(ascii: "-")
                default: (48...57).contains(byte) || (97...102).contains(byte)
                }
            }
        guard isWellFormed else { throw ValueError("\"\(text)\" is no identifier; \(Self.form)") }
        self.text = text
    }

    public static var pattern: String? { "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }
    public static var form: String { "an identifier is a UUID in lower case" }
    public static var sampleText: String { "0197c5a0-7b00-7000-8000-000000000001" }
}

public typealias StaffID = Identifier<StaffMember>
public typealias PostID = Identifier<Post>
public typealias ReorganisationID = Identifier<Reorganisation>
public typealias TaskID = Identifier<AssignedTask>
public typealias MembershipID = Identifier<GroupMembership>
public typealias MemberID = Identifier<Member>
public typealias HouseholdID = Identifier<Household>
public typealias ClaimID = Identifier<ClaimRecord>
public typealias NoticeID = Identifier<Notice>
public typealias DeliveryID = Identifier<NoticeDelivery>
public typealias SubscriptionID = Identifier<Subscription>
public typealias PostingID = Identifier<Posting>
