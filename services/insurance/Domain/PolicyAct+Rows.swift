// How many rows an act has, over all of its tables.

public import MessageSchema

extension PolicyAct {
    /// The rows of all tables; an act without any says nothing.
    public var rowCount: Int {
        let counts: [Int?] = [
            baseSalaries?.count, levels?.count, routings?.count, settings?.count, contributions?.count,
            ladders?.count, supports?.count, periods?.count, options?.count,
            entitlements?.count, holidays?.count, deadlines?.count, caps?.count, fundShares?.count,
            freeVisits?.count,
        ]
        return counts.reduce(0) { $0 + ($1 ?? 0) }
    }
}
