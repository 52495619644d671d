// Whom a client's request is for: a service, `tasks`, whoever of its instances answers; or one instance of it,
// `tasks@0197c5a0-…`, for those who watch a suite and want to hear each.

/// What the third frame of a request says.
struct Addressee: Hashable, Sendable {
    let service: String
    /// The instance as READY names it; nil for any.
    let instance: String?

    init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        service = String(parts[0])
        instance = parts.count == 2 ? String(parts[1]) : nil
    }

    /// As the client wrote it, under which it gets its answer.
    var text: String { instance.map { "\(service)@\($0)" } ?? service }
}
