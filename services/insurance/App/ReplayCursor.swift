// Where a replay goes on: as what the first page knew, after which claim, and what the person's year counts otherwise
// by then. It holds for the request that it was given to.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import WireJSON

struct ReplayCursor: Hashable {
    /// The journal sequence that the first page knew.
    var known: Int64
    /// The person's number; nil once only claims of nobody are left.
    var person: Int64? = 0
    /// The sequence of the last claim.
    var claim: Int64 = 0
    var carry = ReplayCarry()
}

extension ReplayCursor {
    /// The start, or where the request's cursor goes on.
    init(_ request: ReplayPolicy, known: Int64) throws {
        guard let text = request.cursor else {
            self.init(known: known)
            return
        }
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == Substring(try Self.digest(of: request)), let then = Int64(parts[1]),
            (0...known).contains(then), let claim = Int64(parts[3]), parts[2] == "-" || Int64(parts[2]) != nil,
            let byDraft = Self.differences(parts[4]), let byPublished = Self.differences(parts[5])
        else { throw Self.refusal }
        let person = Int64(parts[2])
        self.init(
            known: then, person: person, claim: claim,
            carry: person == nil
                ? ReplayCarry() : ReplayCarry(person: person, byDraft: byDraft, byPublished: byPublished))
    }

    /// The text that a page gives.
    func text(for request: ReplayPolicy) throws -> String {
        let fields = [
            try Self.digest(of: request), String(known), person.map { String($0) } ?? "-", String(claim),
            Self.text(carry.byDraft), Self.text(carry.byPublished),
        ]
        return fields.joined(separator: ";")
    }

    private static let refusal = Failure(
        .invalidParams, name: "frame.page.badCursor",
        message: "the cursor is not one that a page of this very draft, these days and this part gave")

    /// Some of SHA-256 of what the pages of a replay have in common.
    private static func digest(of request: ReplayPolicy) throws -> String {
        var request = request
        (request.cursor, request.limit) = (nil, nil)
        return String(Digest.hexadecimal(Digest.sha256(try WireJSON.encode(request))).prefix(16))
    }

    private static func text(_ differences: [CountDifference]) -> String {
        differences.map { "\($0.year):\($0.baseSalary):\($0.amount)" }.joined(separator: ",")
    }

    private static func differences(_ text: Substring) -> [CountDifference]? {
        var found: [CountDifference] = []
        for part in text.split(separator: ",") {
            let numbers = part.split(separator: ":").map { Int64($0) }
            guard numbers.count == 3, let year = numbers[0], (1...9999).contains(year), let salary = numbers[1],
                (0...Amount.unitsMax).contains(salary), let amount = numbers[2],
                amount.magnitude <= UInt64(Amount.unitsMax)
            else { return nil }
            found.append(CountDifference(year: Int(year), baseSalary: salary, amount: amount))
        }
        return found
    }
}
