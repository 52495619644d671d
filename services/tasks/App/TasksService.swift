// The task service: its contract, its tables, its routes, and what it does by itself. Start reading here.

internal import MessageSchema
public import ServiceKit
internal import TasksDomain

/// The task service.
public enum TasksService {
    /// All that the frame needs to run it.
    public static let blueprint = Blueprint(
        contract: TasksContract.self,
        migrations: Migrations.all,
        routes: [
            .write(RegisterDirective.self, DirectiveHandlers.register),
            .read(GetDirective.self, DirectiveHandlers.get).brief,
            .read(ListDirectives.self, DirectiveHandlers.list),

            .write(DraftTask.self, mentions: { $0.mentionedUnits }, TaskHandlers.draft),
            .read(LintTask.self, TaskHandlers.lint),
            .write(AssignTask.self, TaskHandlers.assign),
            .write(AcceptTask.self, TaskHandlers.accept),
            .write(ReportProgress.self, TaskHandlers.progress),
            .write(SubmitTask.self, TaskHandlers.submit),
            .write(ReturnTask.self, TaskHandlers.giveBack),
            .write(CompleteTask.self, TaskHandlers.complete),
            .read(GetTask.self, TaskHandlers.get).brief,
            .read(ListTasks.self, mentions: { [$0.host] }, TaskHandlers.list),

            .read(VerifyHosts.self, HostHandlers.verify),
            .read(ReportMonth.self, mentions: { [$0.unit] }, ReportHandlers.monthly),
        ],
        reactions: [.on(MeetingRecorded.self, MeetingReactions.draft)],
        duties: [Duty(name: "reminders", run: ReminderDuty.remind)],
        invariants: InvariantStore.all,
        measures: [
            .standing("sauro.tasks.overdue", "Tasks past their last day, for whose result is still waited.") {
                [([], try ReminderStore($0.reader).overdueCount())]
            }
        ])
}
