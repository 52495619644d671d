// A route ties a method to its handler. Reads run on a snapshot, writes inside the writer's transaction; neither can
// suspend, so nothing comes between decide and commit.

public import MessageSchema
import Storage
import WireJSON

/// A method with its handler, its types erased.
public struct Route: Sendable {
    public let name: MethodName
    let effect: Effect
    let permission: Permission
    let timeTravel: TimeTravel
    let action: Action
    /// Whether a read asks for so few rows that it is done at once where it is asked for.
    private(set) var isBrief = false
    /// What kind of change a write makes.
    var purpose = WriteRequest.Purpose.fact

    enum Action: Sendable {
        case read(@Sendable (Call) throws -> Prepared<ReadContext>)
        case write(@Sendable (Call) throws -> Prepared<WriteContext>)
    }

    /// A decoded request, ready to run.
    struct Prepared<Context>: Sendable {
        /// Units that the request names and the caller's scope must reach.
        var within: [UnitCode]
        /// Units beside them that the service should know before it runs.
        var mentions: [UnitCode]
        /// The request written again, for the idempotency digest.
        var canonical: [UInt8] = []
        /// Runs the handler and encodes its reply.
        var run: @Sendable (Context) throws -> [UInt8]
    }

    /// Units that a request names, where it does.
    public typealias Named<M: Method> = @Sendable (M) -> [UnitCode?]

    /// Answers a method from a snapshot. Of `within` and `mentions` see ``write(_:within:mentions:_:)``.
    public static func read<M: Method>(
        _ method: M.Type, within: @escaping Named<M> = { _ in [] }, mentions: @escaping Named<M> = { _ in [] },
        _ handler: @escaping @Sendable (M, ReadContext) throws -> M.Reply
    ) -> Route {
        precondition(M.effect == .reads, "\(M.name) is a write; route it with .write")
        return Route(
            method,
            .read { call in
                let request = try call.decode(M.self)
                let unit = scopeUnit(of: request)
                return Prepared(
                    within: ([unit] + within(request)).compactMap(\.self),
                    mentions: mentions(request).compactMap(\.self)
                ) { context in
                    do {
                        if let unit { try context.authorise(unit) }
                        let reply = try handler(request, context)
                        if case .found = M.scope { try context.authorisation.require(for: M.name) }
                        return try WireJSON.encode(reply)
                    } catch { throw context.authorisation.marking(error) }
                }
            })
    }

    /// The same read, of a few rows by their keys: it is answered at once where it arrives, and meanwhile holds up what
    /// else arrives there. Not for what reads as many rows as there are.
    public var brief: Route {
        var route = self
        route.isBrief = true
        return route
    }

    /// Answers a method inside the writer. `mentions` names units that, when unknown here, make the service catch up
    /// with the registry before the handler runs; `within` those that the handler authorises, beside the scope's own:
    /// for them the registry is also asked when they lie out of scope, so that the two look alike.
    public static func write<M: Method>(
        _ method: M.Type, within: @escaping Named<M> = { _ in [] }, mentions: @escaping Named<M> = { _ in [] },
        _ handler: @escaping @Sendable (M, WriteContext) throws -> M.Reply
    ) -> Route {
        write(method, within: within, mentions: mentions, preparing: { _ in }) { request, _, context in
            try handler(request, context)
        }
    }

    /// As ``write(_:within:mentions:_:)``, of a request that takes long to be read: `preparing` makes of it, beside the
    /// writer and at the same time as others, what the handler needs. What it throws is thrown in the handler's place.
    public static func write<M: Method, Material: Sendable>(
        _ method: M.Type, within: @escaping Named<M> = { _ in [] }, mentions: @escaping Named<M> = { _ in [] },
        preparing: @escaping @Sendable (M) throws -> Material,
        _ handler: @escaping @Sendable (M, Material, WriteContext) throws -> M.Reply
    ) -> Route {
        precondition(M.effect != .reads, "\(M.name) is a read; route it with .read")
        return Route(
            method,
            .write { call in
                let request = try call.decode(M.self)
                let unit = scopeUnit(of: request)
                let material = Result { try preparing(request) }
                return Prepared(
                    within: ([unit] + within(request)).compactMap(\.self),
                    mentions: mentions(request).compactMap(\.self), canonical: try WireJSON.encode(request)
                ) { context in
                    do {
                        if let unit { try context.authorise(unit) }
                        let reply = try handler(request, material.get(), context)
                        if case .found = M.scope { try context.authorisation.require(for: M.name) }
                        return try WireJSON.encode(reply)
                    } catch { throw context.authorisation.marking(error) }
                }
            })
    }

    private init<M: Method>(_ method: M.Type, _ action: Action) {
        name = M.name
        effect = M.effect
        permission = M.permission
        timeTravel = M.timeTravel
        self.action = action
    }

    private static func scopeUnit<M: Method>(of request: M) -> UnitCode? {
        guard case .unit(let member) = M.scope else { return nil }
        return request[keyPath: member]
    }
}
