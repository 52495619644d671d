// Lines that an officer took out of what the fund pays. What it would have paid is the facility's to bear: what the
// patient paid on leaving, and what of it counts, stays as it is.

internal import MessageSchema

enum RefusedLineRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.facts.ruling == .pays else { return }
        for ruling in work.facts.refused {
            let fund = work.lines[ruling.line].fund
            work.lines[ruling.line].fund = 0
            work.refused += fund
            work.remark(.lineRefused, line: ruling.line, fund << 4 | Int64(ruling.reason.number))
            work.note(
                "line.refused", at: ruling.line, [("reason", ruling.reason.rawValue)],
                "an officer took \(Amount(reckoned: fund)) out, which the facility bears", "0")
        }
    }
}
