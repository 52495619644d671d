// The members of an event type, as its declaration has them: what a subscription may name.

public import MessageSchema

/// The members of one event type.
public struct EventShape: Sendable {
    public let type: String
    private let shape: Shape

    /// The event types of the suite that can be subscribed to: all but this service's own, of which a notice would make
    /// the next, and the frame's, which tell nothing of the sector.
    public static var subscribable: [String] {
        Catalogue.contracts.filter { $0.service != NotificationsContract.service }.flatMap { contract in
            contract.events.map { $0.name }
        }
    }

    /// The services whose journals are followed for subscriptions.
    public static var services: [ServiceName] {
        Catalogue.contracts.filter { !$0.events.isEmpty && $0.service != NotificationsContract.service }
            .map { $0.service }
    }

    /// The shape of an event type; nil if it cannot be subscribed to.
    public init?(of type: String) {
        guard Self.subscribable.contains(type) else { return nil }
        for contract in Catalogue.contracts {
            for event in contract.events where event.name == type {
                self.init(event)
                return
            }
        }
        return nil
    }

    init(_ event: (some Event).Type) {
        type = event.name
        shape = Shape.of(event)
    }

    /// The shape of a member; lists are seen through. Nil if there is none.
    func member(_ path: MemberPath) -> Shape? {
        var shape = shape
        for name in path.names {
            switch Self.element(of: shape) {
            case .object(let members):
                guard let member = members.first(where: { $0.name == name }) else { return nil }
                shape = member.shape
            case .json: return .json
            case .dictionary(let value): shape = value
            default: return nil
            }
        }
        return Self.element(of: shape)
    }

    /// The paths of all members that have no members of their own.
    var leaves: [(path: String, shape: Shape)] { Self.leaves(of: shape, under: "") }

    /// The paths of members that are unit codes: where an event says whom it concerns.
    public var unitMembers: [String] { leaves.filter { Self.isUnit($0.shape) }.map(\.path) }

    static func isUnit(_ shape: Shape) -> Bool { shape == UnitCode.shape }
    static func isPerson(_ shape: Shape) -> Bool { shape == StaffID.shape }

    private static func element(of shape: Shape) -> Shape {
        if case .array(let element) = shape { element } else { shape }
    }

    private static func leaves(of shape: Shape, under prefix: String) -> [(path: String, shape: Shape)] {
        guard case .object(let members) = element(of: shape) else {
            return prefix.isEmpty ? [] : [(prefix, element(of: shape))]
        }
        return members.flatMap { leaves(of: $0.shape, under: prefix.isEmpty ? $0.name : "\(prefix).\($0.name)") }
    }
}
