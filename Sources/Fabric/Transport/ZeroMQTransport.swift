// Real sockets over ipc paths and TCP: a ROUTER for a listening port, a DEALER for a connecting one.

public import ZeroMQ

/// ZeroMQ as the carrier. Ports opened from one value share a libzmq context.
public struct ZeroMQTransport: Transport {
    private let context: Result<Context, ZeroMQError>

    public init() {
        do { context = .success(try Context()) } catch { context = .failure(error) }
    }

    public func open(_ plans: [PortPlan], waker: Waker) throws(TransportError) -> any PortSet {
        switch context {
        case .success(let context): try ZeroMQPorts(plans, in: context, waker: waker)
        case .failure(let error): throw .zeroMQ(error)
        }
    }
}
