// The national claim format as a source of rules.

internal import MessageSchema

extension Citation {
    /// The national claim format's own rules (Decision 4750/QĐ-BYT), by the field they define.
    static func format(_ article: PlainText) -> Citation { Citation(act: formatAct, article: article) }

    private static let formatAct: ActNumber = {
        do { return try ActNumber("4750/QĐ-BYT") } catch { preconditionFailure("\(error)") }
    }()
}
