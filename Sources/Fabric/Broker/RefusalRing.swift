// The gateway forwards bodies unread and keeps no spans. But what it answers itself it has looked into, and nobody else
// knows of it: of these requests it remembers the last that came with a trace.

internal import MessageSchema

/// A bounded memory of requests that the gateway answered in their service's stead.
struct RefusalRing: Sendable {
    private(set) var kept: [TracedRefusal] = []
    private static let keptMax = 256

    /// Notes what a request, or each of a batch, was answered with.
    mutating func note(_ scan: Scan, _ service: String, _ failure: Failure, arrived: Int64, held: Int64) {
        for request in scan.requests {
            guard let context = TraceContext(traceparent: request.metadata.traceparent) else { continue }
            if kept.count == Self.keptMax { kept.removeFirst() }
            kept.append(
                TracedRefusal(
                    trace: context.trace, parent: context.span, method: Self.known(request.method, service),
                    arrived: arrived, held: held, outcome: failure.name))
        }
    }

    /// A method's name as far as it can be one; else it is a text of the caller's, which is not repeated.
    private static func known(_ method: String, _ service: String) -> String {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.".utf8)
        let parts = MethodName(method).parts
        guard method.utf8.count <= 64, parts?.service == service, method.utf8.allSatisfy(letters.contains) else {
            return "unknown"
        }
        return method
    }
}
