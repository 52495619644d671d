// YAML as requests. The request's shape says how a plain scalar is read: a unit code `01` stays a text, `no` is a
// boolean only where one is wanted; YAML's own guesses (octal numbers, dates) are not asked for.

import MessageSchema
import WireJSON
import Yams

/// A reader of YAML for one shape of request.
struct YAMLInput {
    var source: String
    var shape: Shape

    /// The requests of a text: one mapping, a sequence of them, or several documents.
    func read(_ bytes: [UInt8]) throws(UsageError) -> InputText {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageError("\(source) is not UTF-8") }
        let roots = try YAMLText(text, source: source).roots()
        var budget = Bounds.yamlNodesMax
        if roots.count == 1, roots[0].mapping != nil {
            let value = try self.value(roots[0], shape, &budget)
            return InputText(requests: [InputRequest(value: value, place: "the mapping")], isSingle: true)
        }
        var requests: [InputRequest] = []
        for node in roots.flatMap({ root in root.sequence.map(Array.init) ?? [root] }) {
            guard node.mapping != nil else { throw node.refused("a request is a mapping", in: source) }
            let place = node.mark.map { "line \($0.line)" } ?? "entry \(requests.count + 1)"
            requests.append(InputRequest(value: try value(node, shape, &budget), place: place))
        }
        return InputText(requests: requests, isSingle: false)
    }

    private func value(_ node: Node, _ shape: Shape, _ budget: inout Int) throws(UsageError) -> JSONValue {
        budget -= 1
        guard budget > 0 else { throw node.refused("it unfolds to too many values", in: source) }
        switch node {
        case .scalar(let scalar): return self.scalar(scalar, node.tag.rawValue, shape)
        case .sequence(let sequence):
            let element: Shape = if case .array(let element) = shape { element } else { .json }
            var elements: [JSONValue] = []
            for node in sequence { elements.append(try value(node, element, &budget)) }
            return .array(elements)
        case .mapping:
            var members: [JSONMember] = []
            for (key, value) in try node.members("an object", in: source) {
                members.append(JSONMember(key: key, value: try self.value(value, inner(shape, key), &budget)))
            }
            return .object(members)
        case .alias: throw node.refused("the alias leads nowhere", in: source)
        }
    }

    private func inner(_ shape: Shape, _ key: String) -> Shape {
        switch shape {
        case .object(let members): members.first { $0.name == key }?.shape ?? .json
        case .dictionary(let value): value
        default: .json
        }
    }

    private func scalar(_ scalar: Node.Scalar, _ tag: String, _ shape: Shape) -> JSONValue {
        let text = scalar.string
        if tag == "tag:yaml.org,2002:null", scalar.style == .plain || scalar.style == .any { return .null }
        switch shape {
        case .string, .text, .words: return .string(text)
        case .boolean: return text == "true" ? true : text == "false" ? false : .string(text)
        case .any(let shapes):
            let takesInteger = shapes.contains { if case .integer = $0 { true } else { false } }
            return takesInteger && Int64(text) != nil ? .number(text) : .string(text)
        case .integer, .number: return number(text) ?? .string(text)
        case .json, .array, .dictionary, .object:
            guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
            if text == "true" || text == "false" { return .bool(text == "true") }
            return number(text) ?? .string(text)
        }
    }

    /// The text as a number, if JSON would write it so.
    private func number(_ text: String) -> JSONValue? {
        guard let node = try? WireJSON.parse(Array(text.utf8)), node.kind == .number else { return nil }
        return .number(text)
    }
}
