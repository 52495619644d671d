// A flag of a verb, made from one member of its request's shape.

import MessageSchema
import WireJSON

/// One flag: where its value goes in the request, and of what form it is.
struct VerbFlag: Hashable, Sendable {
    /// The members that lead to the value, as on the wire: `["name", "vi"]`.
    var path: [String]
    var shape: Shape
    /// True if the request must have it; a member of an optional object is not.
    var isRequired: Bool

    /// The name after the two dashes: `full-time`, `name.vi`.
    var name: String { path.map(Self.kebab).joined(separator: ".") }

    /// Whether it may be given several times.
    var repeats: Bool {
        if case .array = shape { true } else { false }
    }
    var isBoolean: Bool { shape == .boolean }

    /// What stands for the value in help: `UNIT`, `PERCENT`.
    var placeholder: String {
        switch shape {
        case .integer: "N"
        case .number: "NUMBER"
        case .array(let element) where !element.isScalar: "JSON"
        case .array(let element): VerbFlag(path: path, shape: element, isRequired: true).placeholder
        case .object, .dictionary, .json: "JSON"
        case .words: "WORD"
        default: "TEXT"
        }
    }

    /// The words that the value may be, if they are counted.
    var words: [String] {
        switch shape {
        case .words(let words): words
        case .array(.words(let words)): words
        default: []
        }
    }

    /// `fullTime` as `full-time`.
    static func kebab(_ member: String) -> String {
        member.reduce(into: "") { name, letter in
            if letter.isUppercase, !name.isEmpty { name.append("-") }
            name += letter.lowercased()
        }
    }

    /// The flags of a request: one a scalar member, one a member of an object within, one for the whole of anything
    /// deeper.
    static func all(of shape: Shape, under path: [String] = [], isRequired: Bool = true) -> [VerbFlag] {
        guard case .object(let members) = shape else { return [] }
        return members.flatMap { member in
            let here = path + [member.name]
            let isNeeded = isRequired && member.isRequired
            let flag = VerbFlag(path: here, shape: member.shape, isRequired: isNeeded)
            guard case .object = member.shape else { return [flag] }
            return all(of: member.shape, under: here, isRequired: isNeeded)
        }
    }

    /// The objects of a request that can be given whole, as JSON: `--name '{"vi": …}'`.
    static func objects(of shape: Shape, under path: [String] = []) -> [VerbFlag] {
        guard case .object(let members) = shape else { return [] }
        return members.flatMap { member -> [VerbFlag] in
            guard case .object = member.shape else { return [] }
            let here = path + [member.name]
            return [VerbFlag(path: here, shape: member.shape, isRequired: false)]
                + objects(of: member.shape, under: here)
        }
    }
}

extension Shape {
    /// True if a value is one word on a command line.
    var isScalar: Bool {
        switch self {
        case .string, .text, .boolean, .integer, .number, .words: true
        case .any(let shapes): shapes.allSatisfy(\.isScalar)
        case .array, .dictionary, .object, .json: false
        }
    }

    /// The form in words, as help and errors say it.
    var form: String {
        switch self {
        case .string: "a text"
        case .text(let text): text.form
        case .boolean: "true or false"
        case .integer(let minimum?, let maximum?): "an integer from \(minimum) to \(maximum)"
        case .integer(let minimum?, nil): "an integer from \(minimum) on"
        case .integer(nil, let maximum?): "an integer up to \(maximum)"
        case .integer: "an integer"
        case .number: "a number"
        case .words(let words): "one of \(words.joined(separator: ", "))"
        case .array(let element) where element.isScalar: "\(element.form); may be repeated"
        case .array: "a JSON object, may be repeated, or a JSON array of them"
        case .dictionary, .object: "a JSON object"
        case .any(let shapes): shapes.map(\.form).joined(separator: ", or ")
        case .json: "any JSON value"
        }
    }
}
