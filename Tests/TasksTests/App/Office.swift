// The scene of the App's tests: a task service that follows a registry, one directive registered, and the people who
// call. A task is brought to any stage by one line.

import MessageSchema
import ServiceTesting
import TasksApp
import WireJSON

/// Who calls.
enum Caller {
    /// Hands out tasks at the ministry and below: everywhere.
    static let assigner = Principal.with("assigner", roles: [.assigner], scope: "MOH")
    /// Works at the department that is merged on 2025-07-01, and hands out its own tasks.
    static let officer = Principal.with("officer", roles: [.officer, .assigner], scope: "HD-DOH")
    /// The same at the other department.
    static let neighbour = Principal.with("neighbour", roles: [.officer, .assigner], scope: "HP-DOH")
    static let reader = Principal.with("reader", roles: [.reader])
    /// May read events but no task.
    static let auditor = Principal.with("auditor", roles: [.auditor])
}

/// A task service on 2 May 2025, with the directive 1/CT-BYT of 1 April, and the registry it follows.
struct Office {
    static let directive: DirectiveKey = "1/CT-BYT@2025"
    let registry: TestService
    let tasks: TestService

    init() async throws {
        let start = "2025-05-02T05:00:00Z"
        registry = try TestService.start(RegistryTelling.blueprint, at: start)
        tasks = try TestService.start(TasksService.blueprint, at: start, follows: registry)
        try await tell(.sector)
        try await register("1/CT-BYT")
    }

    /// Makes the registry tell of units and the task service hear of it.
    func tell(_ news: TellRegistry) async throws {
        try await registry.call(news)
        try await tasks.followNow()
    }

    @discardableResult
    func register(
        _ number: DocumentNumber, kind: DirectiveKind = .directive, issuedOn: CalendarDate = "2025-04-01",
        unit: UnitCode = Sector.ministry, as caller: Principal = .administrator
    ) async throws -> Directive {
        try await tasks.call(
            RegisterDirective(
                number: number, title: LocalizedText(vi: PlainText(known: "Chỉ thị \(number)")), kind: kind,
                issuer: "Bộ Y tế",
                issuedOn: issuedOn, unit: unit), as: caller)
    }

    /// A clear draft for the department that is merged later; due on 30 June.
    func drafting(
        _ title: PlainText = "Ban hành thông tư về trạm y tế xã", task: TaskID? = nil,
        directive: DirectiveKey = directive, ordinal: PlainText? = "I.1", assigner: UnitCode = Sector.ministry,
        hosts: [UnitCode]? = [Sector.merged], coordinators: [UnitCode]? = nil, deadline: Deadline? = "2025-06-30"
    ) -> DraftTask {
        DraftTask(
            directive: directive, assigner: assigner, title: title, task: task, ordinal: ordinal,
            description: "Soạn, lấy ý kiến, ban hành", hosts: hosts, coordinators: coordinators,
            leader: ResponsiblePerson(name: "Nguyễn Văn An", staff: .sample),
            officer: ResponsiblePerson(name: "Trần Thị Bình"),
            product: TaskProduct(kind: .circular, description: "Thông tư"), deadline: deadline,
            authority: TaskAuthority(level: .minister, matter: "Ký ban hành"))
    }

    /// Drafts a task and takes it to a stage, all on one day.
    func task(at stage: TaskStage, _ draft: DraftTask? = nil) async throws -> AssignedTask {
        var task = try await tasks.call(draft ?? drafting())
        let reached = TaskStage.allCases.prefix { $0 != stage }.count
        if reached >= 1 { task = try await tasks.call(AssignTask(task: task.id)) }
        if reached >= 2 { task = try await tasks.call(AcceptTask(task: task.id)) }
        if reached >= 3 { task = try await tasks.call(SubmitTask(task: task.id, evidence: ["7/TT-BYT"])) }
        if reached >= 4 { task = try await tasks.call(CompleteTask(task: task.id)) }
        return task
    }

    /// The data and the private parts of the service's events of one type.
    func events(_ type: String) async throws -> [CloudEvent] {
        try await tasks.call(ReadEvents<TasksContract>(after: 0, limit: 1000)).items.filter { $0.type == type }
    }
}

/// The failure that a call ends with; nil if it succeeds.
func refusal(of call: () async throws -> some Sendable) async throws -> Failure? {
    do {
        _ = try await call()
        return nil
    } catch let failure as Failure {
        return failure
    }
}

extension CallMetadata {
    /// What quotes a reply: its date and its sequence.
    static func quoting(_ metadata: ReplyMetadata) -> CallMetadata {
        CallMetadata(asOf: metadata.asOf, knownAt: metadata.sequence.map { .sequence($0) })
    }
    static func on(_ date: CalendarDate) -> CallMetadata { CallMetadata(asOf: date) }
}

extension CloudEvent {
    /// The event as its type.
    func told<E: Event>(_ type: E.Type) throws -> E { try WireJSON.decode(E.self, from: data.bytes) }
}
