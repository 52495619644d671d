// Writing tasks: a draft, a draft written anew, a step.

internal import MessageSchema
internal import Storage
internal import TasksDomain

extension TaskStore {
    /// Keeps a new draft, known from a sequence on.
    static func insert(_ record: TaskRecord, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO task (id, drafted_on, origin_event, origin_meeting, origin_decision)
            VALUES ($1, $2, $3, $4, $5)
            """,
            [
                .value(record.draft.id), .value(record.draftedOn), .optionalText(record.draft.origin?.event),
                .value(record.draft.origin?.meeting), .value(record.draft.origin?.decision),
            ])
        try insertVersion(record.draft, sequence, writer)
    }

    /// Keeps a draft that was written anew; what it said before stays known until the sequence.
    static func rewrite(_ record: TaskRecord, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE task_version SET last_sequence = $1 WHERE task = $2 AND last_sequence IS NULL",
            [.integer(sequence), .value(record.draft.id)])
        try insertVersion(record.draft, sequence, writer)
    }

    /// Keeps a step, known from a sequence on.
    static func insert(_ step: TaskStep, of task: TaskID, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO task_step (task, sequence, kind, day, percent, note, evidence)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .value(task), .integer(sequence), .text(step.kind.rawValue), .value(step.on),
                .optionalInteger(step.percent.map { Int64($0.value) }), .value(step.note), .values(step.evidence),
            ])
    }

    private static func insertVersion(_ draft: AssignedTask, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO task_version
              (task, directive, ordinal, title, description, assigner, hosts, coordinators, leader_name, leader_staff,
               officer_name, officer_staff, product_kind, product_description, deadline, authority_level,
               authority_matter, place, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, columns(of: draft) + [.text(ListOrder.task(draft)), .integer(sequence)])
    }

    private static func columns(of draft: AssignedTask) -> [SQLValue] {
        [
            .value(draft.id), .value(draft.directive), .value(draft.ordinal), .value(draft.title),
            .value(draft.description), .value(draft.assigner), .values(draft.hosts), .values(draft.coordinators),
            .value(draft.leader?.name), .value(draft.leader?.staff), .value(draft.officer?.name),
            .value(draft.officer?.staff), .optionalText(draft.product?.kind.rawValue),
            .value(draft.product?.description), .value(draft.deadline),
            .optionalText(draft.authority?.level.rawValue), .value(draft.authority?.matter),
        ]
    }
}
