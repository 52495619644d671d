// A draft as it was asked for, made a task that nobody was told of yet.

public import MessageSchema

extension AssignedTask {
    /// The task that a request drafts, under the directive that its key was found to mean.
    public init(
        drafting request: DraftTask, id: TaskID, under directive: DirectiveKey, origin: TaskOrigin? = nil
    ) {
        self.init(
            id: id, directive: directive, ordinal: request.ordinal, title: request.title,
            description: request.description, assigner: request.assigner, hosts: request.hosts ?? [],
            coordinators: request.coordinators ?? [], leader: request.leader, officer: request.officer,
            product: request.product, deadline: request.deadline, authority: request.authority, stage: .drafted,
            origin: origin)
    }
}

extension DraftTask {
    /// The units that the draft names beside its assigner.
    public var mentionedUnits: [UnitCode] { (hosts ?? []) + (coordinators ?? []) }
}
