// The fund's books: postings whose debits equal their credits, and what the accounts come to.

/// The name of an account: parts of capital or small letters, digits and hyphens with a colon between, such as
/// `expense:care` or `payable:31999`.
public struct AccountName: TextValue {
    public let text: String
    public init(_ text: String) throws(ValueError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isWellFormed = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
                }
        }
        guard text.utf8.count <= 64, isWellFormed else {
            throw ValueError("\"\(text.prefix(70))\" is no account; \(Self.form)")
        }
        self.text = text
    }
    public static let pattern: String? = "^[A-Za-z0-9-]+(:[A-Za-z0-9-]+)*$"
    public static let form = "an account is letters, digits and hyphens with colons between, such as payable:31999"
    public static let sampleText = "payable:31999"
}

/// A posting of the ledger, for its identifier.
public enum Posting: Sendable {}

/// What an account comes to.
public struct AccountBalance: Codable, Hashable, Sendable {
    public var account: AccountName
    public var debit: Amount
    public var credit: Amount
    /// Debit less credit.
    public var balance: Amount
    public var postings: Int

    public init(account: AccountName, debit: Amount, credit: Amount, postings: Int) {
        self.account = account
        self.debit = debit
        self.credit = credit
        self.postings = postings
        balance = debit - credit
    }

    static let example = AccountBalance(account: .sample, debit: .zero, credit: .sample, postings: 1)
}

/// Shows what accounts come to.
public struct ShowBalance: Method {
    public static let name: MethodName = "insurance.ledger.balance"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show what an account and those under it come to, of a month if given."

    /// An account or the first parts of several, such as `payable`.
    public var account: AccountName
    /// The month of settlement; all when left out.
    public var month: Month?
    public var limit: Int?
    public var cursor: String?

    public init(account: AccountName, month: Month? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.account = account
        self.month = month
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<AccountBalance>
    public static let example = Example(Self(account: .sample), reply: Page(items: [.example]))
}

/// Draws the trial balance: all accounts, whose debits and credits must be equal.
public struct DrawTrialBalance: Method {
    public static let name: MethodName = "insurance.ledger.trial"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Draw the trial balance: all debits and credits, and whether they are equal."

    public var month: Month?
    public init(month: Month? = nil) { self.month = month }

    public struct Reply: Codable, Hashable, Sendable {
        /// By the first part of the account.
        public var classes: [AccountBalance]
        public var debit: Amount
        public var credit: Amount
        public var postings: Int
        public var balanced: Bool
        public init(classes: [AccountBalance], debit: Amount, credit: Amount, postings: Int) {
            self.classes = classes
            self.debit = debit
            self.credit = credit
            self.postings = postings
            balanced = debit == credit
        }
    }
    public static let example = Example(
        Self(), reply: Reply(classes: [.example], debit: .sample, credit: .sample, postings: 1))
}

/// An entry of the ledger: a posting with its sides.
public struct LedgerEntry: Codable, Hashable, Sendable {
    public var posting: PostingID
    /// The claim that it was made for.
    public var claim: ClaimID?
    /// The day on which it was entered, in Vietnam.
    public var day: CalendarDate
    /// The month of settlement.
    public var month: Month
    /// Debits and credits, which are equal.
    public var sides: [LedgerPosted.Side]
    /// The entry that this one reverses.
    public var reverses: PostingID?
    /// What an entry was made for that no claim asked for, such as `advance 31999 2026-Q3 UNC-2`.
    public var note: PlainText?

    public init(
        posting: PostingID, claim: ClaimID? = nil, day: CalendarDate, month: Month, sides: [LedgerPosted.Side],
        reverses: PostingID? = nil, note: PlainText? = nil
    ) {
        self.note = note
        self.reverses = reverses
        self.posting = posting
        self.claim = claim
        self.day = day
        self.month = month
        self.sides = sides
    }

    static let example = LedgerEntry(
        posting: .sample, claim: .sample, day: .sample, month: .sample, sides: LedgerPosted.example.sides)
}

/// Hands out the entries of the ledger, for the books of another program.
public struct ExportLedger: Method {
    public static let name: MethodName = "insurance.ledger.export"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Hand out the ledger's entries in the order they were made, of a month if given."

    /// The month of settlement; all when left out.
    public var month: Month?
    public var limit: Int?
    public var cursor: String?

    public init(month: Month? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.month = month
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<LedgerEntry>
    public static let example = Example(Self(), reply: Page(items: [.example]))
}
