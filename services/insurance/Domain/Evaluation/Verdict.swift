// What an evaluation came to, without a word: the same whoever listened.

internal import MessageSchema

struct Verdict: Hashable, Sendable {
    var day: CalendarDate
    var isStay: Bool
    var lines: [LineWork]
    var totals: TotalWork
    var treatmentDays: Int
    var counted: [CountedWork]
    var remarks: [Remark]
    var isRefused: Bool
    var needsEvidence: Bool
    var isReckoned: Bool
}

extension Verdict {
    init<L: Listener>(_ work: Evaluation<L>) {
        day = work.day
        isStay = work.isStay
        lines = work.lines
        totals = work.totals
        treatmentDays = work.treatmentDays
        counted = work.counted
        remarks = work.remarks
        isRefused = work.isRefused
        needsEvidence = work.needsEvidence
        isReckoned = work.isReckoned
    }
}
