// Services that two claims of a person have on the same day.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

extension ClaimStore {
    /// Services of a claim that other claims of the person have on the same day, by the documents that count now. Stays
    /// of more than a year before, and claims that were taken back, are not looked at.
    func sameServices(as claim: Claim, of person: Int64?, except: Int64 = 0) throws -> [SameService] {
        guard let person else { return [] }
        let services = claim.lines.indices.filter { claim.lines[$0].isService }
        guard !services.isEmpty else { return [] }
        let others = try reader.all(
            """
            SELECT c.id, doc.document FROM claim_decision d JOIN claim c ON c.sequence = d.claim
            JOIN claim_document doc ON doc.claim = c.id
            WHERE d.person = $1 AND d.arrived_day >= $2 AND d.arrived_day <= $3 AND c.left_at >= $4
              AND d.claim <> $5 AND d.reason <> $6 AND NOT EXISTS
              (SELECT 1 FROM claim_decision later WHERE later.claim = d.claim AND later.number > d.number)
            ORDER BY d.claim LIMIT \(Self.othersMax)
            """,
            [
                .integer(person), .integer(Int64(claim.arrivedAt.date.days) - 366),
                .integer(Int64(claim.leftAt.date.days)), .text(claim.arrivedAt.date.text), .integer(except),
                .text(DecisionReason.recall.rawValue),
            ])
        var found: [SameService] = []
        for row in others {
            let id: ClaimID = try row.value("id")
            let document: OrderedServices = try row.document("document")
            let taken = Set(document.lines.filter(\.isService).map(\.order))
            found += services.filter { taken.contains(claim.lines[$0].order) }.map { SameService(line: $0, claim: id) }
        }
        return found
    }

    /// Claims of a person that a claim is held against.
    private static let othersMax = 50
}

/// What of a claim's document tells which service was ordered when.
private struct OrderedServices: Decodable {
    struct Line: Decodable, OrderedLine {
        var table: ClaimTable
        var code: PlainText
        var costGroup: Int
        var orderedAt: LocalMinute
    }
    var lines: [Line]
}

private struct ServiceOrder: Hashable {
    var code: PlainText
    var day: CalendarDate
}

private protocol OrderedLine {
    var table: ClaimTable { get }
    var code: PlainText { get }
    var costGroup: Int { get }
    var orderedAt: LocalMinute { get }
}

extension OrderedLine {
    /// Services without the supplies that stand among them.
    var isService: Bool { table == .services && !table.isSupply(costGroup: costGroup) }
    var order: ServiceOrder { ServiceOrder(code: code, day: orderedAt.date) }
}

extension ClaimLine: OrderedLine {}
