// What a person decided of one line.

public import MessageSchema

/// A line that an officer took out of what the fund pays.
public struct LineRuling: Hashable, Sendable {
    /// Its place among the claim's.
    public var line: Int
    public var reason: LineRefusalReason

    public init(line: Int, reason: LineRefusalReason) {
        self.line = line
        self.reason = reason
    }
}

extension LineRefusalReason {
    /// By their numbers, which are kept with decisions: a new one is put last.
    static let numbered: [LineRefusalReason] = [
        .card, .level, .scope, .price, .paymentCondition, .facilityLicence, .practitionerLicence, .visitInterval,
        .necessity, .figures, .tenderQuantity,
    ]
    var number: Int { Self.numbered.place(of: self) }
}
