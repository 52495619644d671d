// Contracts as text: a service's methods, events and errors; a method's request and reply.

import MessageSchema

/// Renders what contracts say.
struct ContractText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// A service.
    func lines(of contract: any Contract.Type) -> [String] {
        let methods = Table(
            ["method", "effect", "permission", "summary"],
            rows: contract.allMethods.map {
                [$0.name.text, $0.effect.rawValue, $0.permission.rawValue, $0.summary]
            })
        let events = Table(["event", "summary"], rows: contract.events.map { [$0.name, $0.summary] })
        let errors = Table(
            ["error", "kind", "meaning"], rows: contract.errors.map { [$0.name, $0.kind.rawValue, $0.meaning] })
        var lines = ["\(paper.strong(contract.service.text)): \(contract.summary)", ""] + methods.lines(on: paper)
        if !events.rows.isEmpty { lines += [""] + events.lines(on: paper) }
        if !errors.rows.isEmpty { lines += [""] + errors.lines(on: paper) }
        return lines
    }

    /// A method.
    func lines(of method: any Method.Type) -> [String] {
        var lines = [
            "\(paper.strong(method.name.text)): \(method.summary)",
            "effect \(method.effect.rawValue), permission \(method.permission.rawValue), " + time(method),
        ]
        if let verb = VerbTable().verb(ofMethod: method.name.text) {
            lines.append("on the command line: \(verb.command)")
        }
        return lines + ["", paper.strong("request")] + members(Self.request(method))
            + ["", paper.strong("reply")] + members(Self.reply(method))
    }

    private func time(_ method: any Method.Type) -> String {
        switch method.timeTravel {
        case .none: "takes neither asOf nor knownAt"
        case .both: "takes asOf and knownAt"
        case .knownAt: "takes knownAt"
        }
    }

    private func members(_ shape: Shape) -> [String] {
        let rows = Self.rows(shape)
        return rows.isEmpty ? ["  nothing"] : Table(["member", "form"], rows: rows).lines(on: paper, indent: 2)
    }

    /// Every member by its dotted name; those of a list's elements after `[]`, optional ones after `?`.
    private static func rows(_ shape: Shape, under prefix: String = "") -> [[String]] {
        switch shape {
        case .object(let members):
            return members.flatMap { member -> [[String]] in
                let name = (prefix.isEmpty ? "" : prefix + ".") + member.name + (member.isRequired ? "" : "?")
                return rows(member.shape, under: name)
            }
        case .array(let element):
            if case .object = element { return rows(element, under: prefix + "[]") }
            return [[prefix + "[]", element.form]]
        default: return prefix.isEmpty ? [] : [[prefix, shape.form]]
        }
    }

    private static func request<M: Method>(_ method: M.Type) -> Shape { Shape.of(M.self) }
    private static func reply<M: Method>(_ method: M.Type) -> Shape { Shape.of(M.Reply.self) }
}
