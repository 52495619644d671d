// A refusal that lists findings, so that a rule can say what to mend without writing JSON itself.

public import WireJSON

/// A rule says no because a check found errors; the findings travel in `data.details.findings`.
public protocol FindingsRejection: Rejection {
    /// All that the check found, warnings included; empty for the cases that no check led to.
    var findings: [Finding] { get }
}

extension FindingsRejection {
    public var details: JSONValue? {
        findings.isEmpty ? nil : ["findings": .array(findings.map(\.json))]
    }
}

extension Finding {
    /// The finding as it is encoded.
    fileprivate var json: JSONValue {
        [
            "rule": .string(rule), "severity": .string(severity.rawValue), "place": .string(place),
            "message": .string(message), "hint": .string(hint),
        ]
    }
}
