// How a rule about templates says no.

public import MessageSchema

/// Why a template is not published, not found, or says nothing with these values.
public enum TemplateRejection: FindingsRejection {
    case notFound(TemplateName, version: Int?)
    case faulty(TemplateName, [Finding])
    case nameTaken(TemplateName, by: UnitCode)
    case badValues(TemplateName, Int, [Finding])
    case badText(TemplateName, Int, member: String, problem: String)

    public var name: String {
        switch self {
        case .notFound: "notifications.template.notFound"
        case .faulty: "notifications.template.faulty"
        case .nameTaken: "notifications.template.nameTaken"
        case .badValues: "notifications.template.badValues"
        case .badText: "notifications.template.badText"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let name, let version):
            version.map { "There is no version \($0) of a template \(name)." } ?? "There is no template \(name)."
        case .faulty(let name, let findings):
            "The template \(name) was not published: \(Self.sentence(findings))."
        case .nameTaken(let name, let unit):
            "The template \(name) is kept by the unit \(unit)."
        case .badValues(let name, let version, let findings):
            "The values do not fit the template \(name), version \(version): \(Self.sentence(findings))."
        case .badText(let name, let version, let member, let problem):
            "With these values \(member) of the template \(name), version \(version), cannot be sent: \(problem)."
        }
    }

    public var findings: [Finding] {
        switch self {
        case .faulty(_, let findings), .badValues(_, _, let findings): findings
        default: []
        }
    }

    private static func sentence(_ findings: [Finding]) -> String { findings.errorSentence }
}

extension [Finding] {
    /// The first errors with their places, in one sentence's part.
    var errorSentence: String {
        let errors = filter { $0.severity == .error }
        let shown = errors.prefix(3).map { "\($0.place): \($0.message)" }.joined(separator: "; ")
        return errors.count > 3 ? "\(shown); and \(errors.count - 3) more" : shown
    }
}
