// What of the co-payment counts towards the exemption after five years, by the year in which a line was ordered and the
// base salary of the claim: where the routing rate is 100 %, without what lies above a ceiling for supplies and without
// what a donor paid (option countedDonor). A visit that is not the fund's, or of which a person has to see evidence,
// counts for nothing.

internal import MessageSchema

enum CountRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.isCounting, !work.isRefused, !work.needsEvidence else { return }
        for index in work.lines.indices {
            let (year, amount) = (work.year(of: index), work.lines[index].copayment + work.given(index))
            guard amount > 0 else { continue }
            guard let place = work.counted.firstIndex(where: { $0.year == year }) else {
                work.counted.append(CountedWork(year: year, baseSalary: work.baseSalary, amount: amount))
                continue
            }
            work.counted[place].amount += amount
        }
        work.counted.sort { $0.year < $1.year }
    }
}

extension Evaluation {
    /// What a donor took over of a line's co-payment and counts all the same.
    func given(_ line: Int) -> Int64 {
        options.countedDonor == .yes && isCounting ? lines[line].givenCopayment : 0
    }
}

/// Co-payment of a year that counts, and the base salary under which it was paid. In hundredths of a đồng.
struct CountedWork: Hashable, Sendable {
    var year: Int
    var baseSalary: Int64
    var amount: Int64
}
