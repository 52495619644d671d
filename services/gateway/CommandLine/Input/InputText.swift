// The input of a verb as requests: one object is one call, a list of them many. JSON, JSON lines or YAML, told apart
// by how the text begins. What is malformed is named by line and column.

import MessageSchema
import WireJSON

/// One request of an input.
struct InputRequest: Sendable, Equatable {
    var value: JSONValue
    /// Where it stands, for messages: `line 3`, `entry 7`.
    var place: String
}

/// The requests of an input.
struct InputText: Sendable, Equatable {
    var requests: [InputRequest]
    /// True if the input was one object, false for a list even of one.
    var isSingle: Bool

    /// Reads a text for a request of a shape. `source` is its name in messages.
    init(_ bytes: [UInt8], source: String, shape: Shape) throws(UsageError) {
        guard let first = bytes.first(where: { $0 > 32 }) else {
            throw UsageError("\(source) is empty", next: "give a JSON or YAML object, or a list of them")
        }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        self = try isJSON ? Self.json(bytes, source) : YAMLInput(source: source, shape: shape).read(bytes)
        guard requests.count <= Bounds.inputRequestsMax else {
            throw UsageError("\(source) holds \(requests.count) requests; \(Bounds.inputRequestsMax) are taken")
        }
    }

    init(requests: [InputRequest], isSingle: Bool) {
        self.requests = requests
        self.isSingle = isSingle
    }

    private static func json(_ bytes: [UInt8], _ source: String) throws(UsageError) -> InputText {
        do throws(WireJSONError) {
            let root = try value(bytes)
            switch root {
            case .array(let entries):
                let requests = entries.enumerated().map { InputRequest(value: $1, place: "entry \($0 + 1)") }
                return InputText(requests: requests, isSingle: false)
            default: return InputText(requests: [InputRequest(value: root, place: "the object")], isSingle: true)
            }
        } catch {
            if let lines = try lines(bytes, source) { return lines }
            throw UsageError("\(source), \(TextPlace(of: error.offset, in: bytes)): \(error.message)")
        }
    }

    /// JSON lines: the first line is a whole value and there are more. Nil if the text is none.
    private static func lines(_ bytes: [UInt8], _ source: String) throws(UsageError) -> InputText? {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        var requests: [InputRequest] = []
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 32 }) {
            do throws(WireJSONError) {
                requests.append(InputRequest(value: try value(Array(line)), place: "line \(index + 1)"))
            } catch {
                if requests.isEmpty { return nil }
                let place = TextPlace(of: error.offset, in: Array(line))
                throw UsageError("\(source), line \(index + 1), column \(place.column): \(error.message)")
            }
        }
        return InputText(requests: requests, isSingle: false)
    }

    private static func value(_ bytes: [UInt8]) throws(WireJSONError) -> JSONValue {
        let options = WireJSON.Options(bytesMax: Bounds.inputBytesMax, duplicateMembers: .refused)
        return try WireJSON.decode(JSONValue.self, from: bytes, options: options)
    }
}

/// A place in a text as editors count it.
struct TextPlace: Equatable, CustomStringConvertible {
    var line: Int
    var column: Int

    /// The place of a byte.
    init(of offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        line = before.count { $0 == 10 } + 1
        let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        column = String(decoding: before[start...], as: UTF8.self).count + 1
    }

    var description: String { "line \(line), column \(column)" }
}
