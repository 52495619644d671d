// How a rule about tasks says no.

public import MessageSchema

/// Why a task cannot take a step, or is not found.
public enum TaskRejection: FindingsRejection {
    case notFound(TaskID)
    case notDraft(TaskID, stage: TaskStage)
    case unclear(TaskID, [Finding])
    case wrongStage(TaskID, stage: TaskStage, needed: [TaskStage])
    case noEvidence(TaskID)
    case backwards(TaskID, reported: Percent, given: Percent)

    public var name: String {
        switch self {
        case .notFound: "tasks.task.notFound"
        case .notDraft: "tasks.task.notDraft"
        case .unclear: "tasks.task.unclear"
        case .wrongStage: "tasks.task.wrongStage"
        case .noEvidence: "tasks.task.noEvidence"
        case .backwards: "tasks.task.backwards"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let task):
            "There is no task \(task)."
        case .notDraft(let task, let stage):
            "The task \(task) is \(stage.rawValue) and can no longer be written anew."
        case .unclear(let task, let findings):
            "The task \(task) is not clear: \(Self.errors(in: findings))."
        case .wrongStage(let task, let stage, let needed):
            "The task \(task) is \(stage.rawValue); this needs it to be "
                + needed.map(\.rawValue).joined(separator: " or ") + "."
        case .noEvidence(let task):
            "The result of the task \(task) comes without a document that proves it."
        case .backwards(let task, let reported, let given):
            "\(reported.value) % of the task \(task) were reported; \(given.value) % is less."
        }
    }

    public var findings: [Finding] {
        if case .unclear(_, let findings) = self { findings } else { [] }
    }

    private static func errors(in findings: [Finding]) -> String {
        findings.filter { $0.severity == .error }.map(\.rule).joined(separator: ", ")
    }
}
