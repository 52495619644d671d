// A refusal as it is printed: what happened, its name, what to do next, and its details.

import MessageSchema
import WireJSON

/// Renders failures.
struct FailureText {
    let paper: Paper

    /// The lines of a failure.
    func lines(of failure: Failure) -> [String] {
        var lines = [paper.alarming("error:") + " " + failure.message.onOneLine, "  name: \(failure.name)"]
        if let next = Self.next(failure) { lines.append("  next: \(next)") }
        if failure.executed == .unknown { lines.append("  note: it may have been executed") }
        if let trace = failure.traceId { lines.append("  trace: \(trace.onOneLine)") }
        return lines + details(failure.details)
    }

    /// A usage error in the same form.
    func lines(of error: UsageError) -> [String] {
        [paper.alarming("error:") + " " + error.message.onSafeLines] + (error.next.map { ["  next: \($0)"] } ?? [])
    }

    /// The remedy of the contract's table, or what helps against the kind.
    static func next(_ failure: Failure) -> String? {
        if let known = Catalogue.errors.first(where: { $0.name == failure.name }) { return known.remedy }
        switch failure.kind {
        case .unavailable: return "start the suite with `sauro up`, or see `sauro status`"
        case .overloaded: return "try again" + (failure.retryAfter.map { " after \($0) ms" } ?? "")
        case .deadlineExceeded: return "give it longer with --timeout, at most 60s"
        case .methodNotFound: return "see `sauro methods`"
        case .invalidParams, .invalidRequest, .parseError: return "see `sauro describe METHOD`"
        case .tooLarge: return "send less at once"
        case .internalError: return "the service's log has the cause"
        case .notFound, .forbidden, .conflict, .stale, .rejected:
            return "see `sauro errors lookup \(failure.kind.rawValue)`"
        }
    }

    private func details(_ details: JSONValue?) -> [String] {
        guard let details, !details.isNull else { return [] }
        var rest = details
        var lines: [String] = []
        if let found = details["findings"], let findings = Self.findings(found) {
            lines = FindingsText(paper).lines(of: findings)
            rest = .object((details.object ?? []).filter { $0.key != "findings" })
        }
        if rest.object?.isEmpty == true { return lines }
        return ValueText(paper: paper).object(rest, indent: 2) + lines
    }

    private static func findings(_ value: JSONValue) -> [Finding]? {
        // Findings of another form are printed as they are.
        try? WireJSON.decode([Finding].self, from: value.jsonBytes(pretty: false))
    }

    /// The failure as its JSON-RPC error object.
    static func json(_ failure: Failure) -> JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(failure)) } catch {
            preconditionFailure("a failure was not written: \(error)")
        }
    }

    static func json(_ error: UsageError) -> JSONValue {
        var data: [JSONMember] = [
            JSONMember(key: "kind", value: .string(ErrorKind.invalidRequest.rawValue)),
            JSONMember(key: "name", value: "sauro.usage"),
        ]
        if let next = error.next { data.append(JSONMember(key: "next", value: .string(next))) }
        return .object([
            JSONMember(key: "code", value: .integer(Int64(ErrorKind.invalidRequest.code))),
            JSONMember(key: "message", value: .string(error.message)),
            JSONMember(key: "data", value: .object(data)),
        ])
    }
}
