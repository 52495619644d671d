// Real sockets over ipc paths: a ROUTER for a listening port, a DEALER for a connecting one.

public import ZeroMQ

/// ZeroMQ as the carrier. Ports opened from one value share a libzmq context.
public struct ZeroMQTransport: Transport {
    private let context: Result<Context, ZeroMQError>

    public init() {
        do { context = .success(try Context()) } catch { context = .failure(error) }
    }

    public func open(_ plans: [PortPlan], waker: Waker) throws(TransportError) -> any PortSet {
        do {
            return try ZeroMQPorts(plans, in: context.get(), waker: waker)
        } catch let error as TransportError {
            throw error
        } catch let error as ZeroMQError {
            throw .zeroMQ(error)
        } catch {
            preconditionFailure("sockets fail with two types of error only, not \(error)")
        }
    }
}
