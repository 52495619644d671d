// Tasks in the database: what was drafted, in versions by record time, and the steps taken since. Every question
// takes the sequence up to which the answer may know.

internal import MessageSchema
internal import Storage
internal import TasksDomain

struct TaskStore {
    private let reader: Reader

    /// Tasks read at once while walking through all of them.
    private static let chunk = 500

    init(_ reader: Reader) { self.reader = reader }

    /// A task, known at a sequence; refused if there is none.
    func found(_ id: TaskID, known: Int64 = .max) throws -> TaskRecord {
        let row = try reader.first(
            "\(Self.versions) WHERE v.task = $1 AND \(VersionedTable.known(2, table: "v"))",
            [.value(id), .integer(known)])
        guard let row else { throw TaskRejection.notFound(id) }
        let steps = try reader.all(
            "SELECT * FROM task_step WHERE task = $1 AND sequence <= $2 ORDER BY sequence",
            [.value(id), .integer(known)])
        return try TaskRecord(row, steps: steps.map(TaskStep.init))
    }

    /// Walks through tasks in the order of their list, after a place in it, as long as the body wants more.
    func each(
        under directive: DirectiveKey? = nil, after place: String? = nil, known: Int64,
        _ body: (TaskRecord) throws -> Bool
    ) throws {
        var after = place ?? ""
        while true {
            let records = try next(under: directive, after: after, known: known)
            for record in records { guard try body(record) else { return } }
            guard records.count == Self.chunk, let last = records.last else { return }
            after = ListOrder.task(last.draft)
        }
    }

    private func next(under directive: DirectiveKey?, after: String, known: Int64) throws -> [TaskRecord] {
        let rows = try reader.all(
            """
            \(Self.versions) WHERE \(VersionedTable.known(1, table: "v")) AND v.place > $2
            \(directive == nil ? "" : "AND v.directive = $4") ORDER BY v.place LIMIT $3
            """,
            [.integer(known), .text(after), .integer(Int64(Self.chunk))] + (directive.map { [.value($0)] } ?? []))
        guard let last = try rows.last?.text("place") else { return [] }
        let steps = try steps(after: after, through: last, known: known)
        return try rows.map { try TaskRecord($0, steps: steps[$0.text("task")] ?? []) }
    }

    /// The steps of the tasks between two places, by task.
    private func steps(after: String, through last: String, known: Int64) throws -> [String: [TaskStep]] {
        var steps: [String: [TaskStep]] = [:]
        try reader.each(
            """
            SELECT s.* FROM task_version v JOIN task_step s ON s.task = v.task
            WHERE \(VersionedTable.known(1, table: "v")) AND s.sequence <= $1 AND v.place > $2 AND v.place <= $3
            ORDER BY s.sequence
            """, [.integer(known), .text(after), .text(last)]
        ) { row in
            steps[try row.text("task"), default: []].append(try TaskStep(row))
        }
        return steps
    }

    private static let versions = """
        SELECT v.*, t.drafted_on, t.origin_event, t.origin_meeting, t.origin_decision
        FROM task_version v JOIN task t ON t.id = v.task
        """
}
