// All the task service says on the wire.

/// What units were told to do, by when, and how far they are.
public enum TasksContract: Contract {
    public static let service: ServiceName = "tasks"
    public static let summary = "Directives, the tasks they contain, progress and reports."

    public static let methods: [any Method.Type] = [
        RegisterDirective.self, GetDirective.self, ListDirectives.self,
        DraftTask.self, LintTask.self, AssignTask.self, AcceptTask.self, ReportProgress.self, SubmitTask.self,
        ReturnTask.self, CompleteTask.self, GetTask.self, ListTasks.self,
        VerifyHosts.self, ReportMonth.self,
    ]

    public static let events: [any Event.Type] = [
        DirectiveRegistered.self, TaskDrafted.self, TaskAssigned.self, TaskAccepted.self, TaskProgressed.self,
        TaskDueSoon.self, TaskOverdue.self,
    ]

    public static let errors: [ErrorCase] = [
        ErrorCase(
            "tasks.directive.notFound", .notFound, "There is no such directive.",
            remedy: "See `sauro directive list`."),
        ErrorCase(
            "tasks.directive.ambiguous", .conflict, "Directives of several years bear this number.",
            remedy: "Add the year, such as 72-NQ/TW@2025."),
        ErrorCase(
            "tasks.directive.registered", .conflict, "The directive is registered already.",
            remedy: "See `sauro directive get`."),
        ErrorCase(
            "tasks.directive.inTheFuture", .rejected, "The directive would be issued after today.",
            remedy: "Check the date of issue."),
        ErrorCase(
            "tasks.task.notFound", .notFound, "There is no such task.", remedy: "See `sauro task list`."),
        ErrorCase(
            "tasks.task.notDraft", .conflict, "The task was handed out and can no longer be written anew.",
            remedy: "See `sauro task get`."),
        ErrorCase(
            "tasks.task.unclear", .rejected,
            "A clarity is missing; `data.details.findings` lists what and how to mend it.",
            remedy: "Mend the draft, `sauro task lint` shows the same findings."),
        ErrorCase(
            "tasks.task.wrongStage", .conflict, "The task is not at the stage that this needs.",
            remedy: "See `sauro task get`."),
        ErrorCase(
            "tasks.task.noEvidence", .rejected, "A result needs at least one document that proves it.",
            remedy: "Give `evidence`."),
        ErrorCase(
            "tasks.task.backwards", .rejected, "Progress cannot fall below what was reported.",
            remedy: "Give a percent not below the last one."),
        ErrorCase(
            "tasks.report.futureMonth", .rejected, "The month has not begun.", remedy: "Give a month up to this one."),
    ]
}
