// Puts a request together from an input and flags, and has its own type check it before anything is sent.

import MessageSchema
import WireJSON

extension Verb {
    /// The request: the members of `input`, flags over them. Throws what is missing or malformed, named by its flag.
    func request(from input: JSONValue = .object([]), _ invocation: VerbInvocation) throws(UsageError) -> JSONValue {
        var request = input
        for path in invocation.given {
            if let value = invocation.members.value(at: path[...]) { request.set(value, at: path[...]) }
        }
        try refuseMissing(in: request)
        do { try check(request) } catch { throw UsageError(sentence(error), next: "see `\(command) --help`") }
        return request
    }

    private func refuseMissing(in request: JSONValue) throws(UsageError) {
        let missing = flags.filter { flag in
            guard request.value(at: flag.path[...]) == nil else { return false }
            return flag.isRequired || isHalfGiven(flag, in: request)
        }
        guard let first = missing.first else { return }
        let names = missing.map { "--\($0.name)" }.joined(separator: ", ")
        let message = missing.count == 1 ? "--\(first.name) is missing: \(first.shape.form)" : "missing: \(names)"
        throw UsageError(message, next: "see `\(command) --help`, or give the request with --input")
    }

    /// Whether an optional object was begun, so that its required members are wanted.
    private func isHalfGiven(_ flag: VerbFlag, in request: JSONValue) -> Bool {
        let parent = flag.path.dropLast()
        guard !parent.isEmpty, request.value(at: parent) != nil else { return false }
        guard case .object(let members) = objects.first(where: { $0.path == Array(parent) })?.shape else {
            return false
        }
        return members.contains { $0.name == flag.path.last && $0.isRequired }
    }

    /// An error of the request's type, its place named as the flag where there is one.
    func sentence(_ error: WireJSONError) -> String {
        let path = error.path.split(separator: "/").map(String.init)
        let flag = (flags + objects).last { path.starts(with: $0.path) }
        switch error.kind {
        case .unknownMember:
            let known = flags.map { $0.path.joined(separator: ".") }
            let name = path.joined(separator: ".")
            return "\(method.name) has no member \"\(name)\"\(NearestMatch.hint(name, among: known))"
        default:
            let place = flag.map { $0.path == path ? "--\($0.name)" : "--\($0.name) (\(error.path))" }
            return (place ?? error.path) + ": " + error.message
        }
    }
}
