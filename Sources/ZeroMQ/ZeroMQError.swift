// Why a call into libzmq failed: the call and the system's or libzmq's own error number.

private import CZeroMQ

/// A failed call into libzmq.
public struct ZeroMQError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The function that failed, such as `zmq_bind`.
    public let operation: String
    /// The error number, as of errno(3) or zmq.h.
    public let code: Int32

    /// Takes the error number of the failure that just happened in this thread.
    init(_ operation: String) {
        self.operation = operation
        code = zmq_errno()
    }

    public init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }

    public var description: String { "\(operation): \(String(cString: zmq_strerror(code)))" }
}
