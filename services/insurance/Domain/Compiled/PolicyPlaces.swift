// Where levels and entitlements stand in the tables of a compiled policy: a place for each group that has rows of its
// own, one for all others, and one for each entitlement that some act names. Sources are numbered as they come up.

internal import MessageSchema

struct PolicyPlaces: Sendable {
    /// By packed group; 0 is the place of those without rows of their own.
    private var groupPlaces = [UInt16](repeating: 0, count: CardGroup.packedCount)
    private var groups: [CardGroup?] = [nil]
    /// By packed code; 0 is that of no act.
    private var routingPlaces = [UInt16](repeating: 0, count: RoutingCode.packedCount)
    private var codes: [RoutingCode] = []
    private(set) var sources: [RuleSource] = []
    private var numbers: [RuleSource: RuleSource.Number] = [:]

    init(groups known: Set<CardGroup>, codes: Set<RoutingCode>) {
        for group in known.sorted() {
            groupPlaces[Int(group.packed)] = UInt16(groups.count)
            groups.append(group)
        }
        for code in codes.sorted() {
            self.codes.append(code)
            routingPlaces[Int(code.packed)] = UInt16(self.codes.count)
        }
    }

    /// The place of a level; nil for a digit that no card has.
    func level(group: UInt16, digit: Int) -> Int? {
        guard Self.digits.contains(digit) else { return nil }
        return Int(groupPlaces[Int(group)]) * Self.digits.count + digit - 1
    }

    /// The place of an entitlement; nil for one that no act names.
    func routing(_ code: UInt16, isStay: Bool) -> Int? {
        let place = Int(routingPlaces[Int(code)])
        return place == 0 ? nil : (place - 1) * 2 + (isStay ? 1 : 0)
    }

    fileprivate static let digits = 1...5
}

extension PolicyPlaces {
    /// The number of a row's source.
    mutating func number<Row: PolicyRow>(of cited: Cited<Row>) -> RuleSource.Number {
        let source = RuleSource(cited)
        if let number = numbers[source] { return number }
        let number = RuleSource.Number(sources.count)
        sources.append(source)
        numbers[source] = number
        return number
    }

    /// The levels of a day, each in its place.
    mutating func levels(_ policy: Policy, on day: CalendarDate) -> [LevelCell?] {
        var cells: [LevelCell?] = []
        for group in groups {
            for digit in Self.digits {
                let row = policy.level(group: group, digit: digit, on: day)
                cells.append(row.map { LevelCell($0.row, source: number(of: $0)) })
            }
        }
        return cells
    }

    /// The entitlements of a day, each in its place.
    mutating func routings(_ policy: Policy, on day: CalendarDate) -> [RoutingCell?] {
        var cells: [RoutingCell?] = []
        for code in codes {
            for isStay in [false, true] {
                let row = policy.routing(code, isStay: isStay, on: day)
                cells.append(row.map { RoutingCell($0.row, source: number(of: $0)) })
            }
        }
        return cells
    }
}

extension LevelCell {
    fileprivate init(_ row: BenefitLevelRow, source: RuleSource.Number) {
        self.init(
            rate: row.level, ignoresPaymentRates: row.ignoresPaymentRates == true,
            coversOutOfList: row.coversOutOfList == true, source: source)
    }
}

extension RoutingCell {
    fileprivate init(_ row: RoutingRow, source: RuleSource.Number) {
        self.init(
            rate: row.rate, decision: row.decision ?? .pays, ignoresLevel: row.ignoresLevel == true, source: source)
    }
}
