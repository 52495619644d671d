// Reading tasks and steps out of rows.

internal import MessageSchema
internal import Storage
internal import TasksDomain

extension TaskRecord {
    /// From a row of `task_version` with the columns of its task.
    init(_ row: Row, steps: [TaskStep]) throws {
        self.init(draft: try AssignedTask(row), draftedOn: try row.value("drafted_on"), steps: steps)
    }
}

extension TaskStep {
    /// From a row of `task_step`.
    init(_ row: Row) throws {
        self.init(
            try row.word("kind"), on: try row.value("day"),
            percent: try row.optionalInteger("percent").map { try Percent(Int($0)) },
            note: try row.optionalValue("note"), evidence: try row.values("evidence"))
    }
}

extension AssignedTask {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("task"), directive: try row.value("directive"),
            ordinal: try row.optionalValue("ordinal"), title: try row.value("title"),
            description: try row.optionalValue("description"), assigner: try row.value("assigner"),
            hosts: try row.values("hosts"), coordinators: try row.values("coordinators"),
            leader: try ResponsiblePerson(row, "leader"), officer: try ResponsiblePerson(row, "officer"),
            product: try TaskProduct(row), deadline: try row.optionalValue("deadline"),
            authority: try TaskAuthority(row), stage: .drafted, origin: try TaskOrigin(row))
    }
}

extension TaskOrigin {
    fileprivate init?(_ row: Row) throws {
        guard let event = try row.optionalText("origin_event") else { return nil }
        self.init(
            event: event, meeting: try row.optionalValue("origin_meeting"),
            decision: try row.optionalValue("origin_decision"))
    }
}

extension ResponsiblePerson {
    fileprivate init?(_ row: Row, _ role: String) throws {
        guard let name: PlainText = try row.optionalValue("\(role)_name") else { return nil }
        self.init(name: name, staff: try row.optionalValue("\(role)_staff"))
    }
}

extension TaskProduct {
    fileprivate init?(_ row: Row) throws {
        guard let kind: Kind = try row.optionalWord("product_kind") else { return nil }
        self.init(kind: kind, description: try row.value("product_description"))
    }
}

extension TaskAuthority {
    fileprivate init?(_ row: Row) throws {
        guard let level: Level = try row.optionalWord("authority_level") else { return nil }
        self.init(level: level, matter: try row.optionalValue("authority_matter"))
    }
}
