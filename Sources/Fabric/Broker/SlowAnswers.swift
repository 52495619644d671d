// Answers to clients that do not keep up: kept for a moment, tried again on each tick, then dropped
// and counted.

/// Answers waiting for their client's queue to have room. An answer's mark is the time it is
/// dropped at.
struct SlowAnswers: Sendable {
    private var answers: [Outbound] = []
    private var bytes = 0

    var isEmpty: Bool { answers.isEmpty }

    /// Keeps an answer; false when there is no room or its time is over.
    mutating func keep(_ answer: Outbound, until: Int64, bytesMax: Int) -> Bool {
        let size = Self.bytes(of: answer)
        guard bytes + size <= bytesMax else { return false }
        var answer = answer
        if answer.mark == 0 { answer.mark = UInt64(clamping: until) }
        answers.append(answer)
        bytes += size
        return true
    }

    /// Those to try again now; what is still too slow comes back by `keep` with its mark.
    mutating func due(now: Int64, dropped: inout Int) -> [Outbound] {
        let due = answers.filter { now < Int64(clamping: $0.mark) }
        dropped += answers.count - due.count
        answers = []
        bytes = 0
        return due
    }

    private static func bytes(of answer: Outbound) -> Int {
        answer.frames.reduce(64) { $0 + $1.count }
    }
}
