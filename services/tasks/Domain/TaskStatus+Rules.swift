// A task against its deadline, as Decision 42/2014/QĐ-TTg (amended by 23/2018/QĐ-TTg) names it.

public import MessageSchema

extension TaskStatus {
    /// The status of a task on a day. The last day itself is on time. Without a last day there is nothing to be
    /// late for, done or not.
    public init(doneOn: CalendarDate?, lastDay: CalendarDate?, today: CalendarDate) {
        guard let lastDay else {
            self = .noDeadline
            return
        }
        if let doneOn {
            self = doneOn <= lastDay ? .onTime : .late
        } else {
            self = today <= lastDay ? .notDue : .overdue
        }
    }
}
