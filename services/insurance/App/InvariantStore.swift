// What must hold of the insurance service's data: the books balance, and hold what the journal tells of. What must hold
// of decisions stands beside.

internal import MessageSchema
internal import ServiceKit
internal import Storage

struct InvariantStore {
    let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    static let all: [Invariant] =
        [
            Invariant("ledger") { context in
                let store = InvariantStore(context.reader)
                if let posting = try store.unbalanced() {
                    return "the posting \(posting) does not balance with its sides"
                }
                if let claim = try store.paidOtherwise() {
                    return "the entries of the claim \(claim) are not what its last decision pays"
                }
                let lost = try store.lost()
                return lost > 0 ? "\(lost) postings that the journal tells of are not in the books" : nil
            }
        ] + decisions

    /// The first posting whose debit and credit differ, or are not what its sides come to.
    private func unbalanced() throws -> String? {
        try reader.first(
            """
            SELECT id FROM posting WHERE debit <> credit
              OR debit <> (SELECT COALESCE(SUM(side.debit), 0) FROM posting_side side WHERE side.posting = posting.id)
              OR credit <> (SELECT COALESCE(SUM(side.credit), 0) FROM posting_side side WHERE side.posting = posting.id)
            ORDER BY id LIMIT 1
            """)?.text("id")
    }

    /// The first claim whose entries together are not what its last decision pays.
    func paidOtherwise() throws -> String? {
        try reader.first(
            """
            SELECT c.id FROM claim c
            WHERE CASE WHEN c.outcome IN ('accepted', 'corrected') THEN c.fund ELSE 0 END <>
              (SELECT COALESCE(SUM(side.debit - side.credit), 0) FROM posting_side side
               WHERE side.account = 'expense:care' AND side.posting IN
                 (SELECT id FROM posting WHERE posting.claim = c.id
                  UNION ALL SELECT posting FROM claim_entry WHERE claim_entry.claim = c.id))
            ORDER BY c.id LIMIT 1
            """)?.text("id")
    }

    private func lost() throws -> Int64 {
        try reader.first(
            """
            SELECT COUNT(*) AS count
            FROM (SELECT subject FROM journal WHERE type IN ($1, $2) EXCEPT SELECT id FROM posting) AS lost
            """, [.text(LedgerPosted.name), .text(FundEntered.name)])?.integer("count") ?? 0
    }
}
