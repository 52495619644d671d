// A public conformance suite's cases, each by its name: what is JSON is read, and what is not is refused.

import Foundation
import Testing

@testable import WireJSON

/// A case of JSONTestSuite.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }

    /// The cases of the file beside this one, and those that are too large for it.
    static let all: [ConformanceCase] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("cases.txt")
        let text: String
        do { text = try String(contentsOf: file, encoding: .utf8) } catch {
            Issue.record(error)
            return []
        }
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return lines.map(ConformanceCase.init(line:)) + large
    }()

    private static let large = [
        ConformanceCase(name: "n_structure_100000_opening_arrays", text: String(repeating: "[", count: 100_000)),
        ConformanceCase(
            name: "n_structure_open_array_object", text: String(repeating: "[{\"\":", count: 50_000) + "\n"),
        ConformanceCase(
            name: "i_structure_500_nested_arrays",
            text: String(repeating: "[", count: 500) + String(repeating: "]", count: 500)),
    ]

    private init(name: String, text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    private init(line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 1)
        name = String(parts[0])
        bytes = []
        var rest = (parts.count == 2 ? parts[1] : "").utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                Issue.record("\(name): % without two hexadecimal digits")
                return
            }
            bytes.append(value)
            rest.removeFirst(2)
        }
    }
}

@Suite("JSONTestSuite")
struct ConformanceTests {
    /// Of what is left to the reader, what is read here: numbers of any size, which stay digits until somebody asks for
    /// a type. Everything else of it is text that no Unicode string is, a mark of byte order, or too deep.
    private static func isReadHere(_ name: String) -> Bool { name.hasPrefix("i_number_") }

    @Test("has all of its cases here")
    func complete() {
        let names = ConformanceCase.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(["y", "n", "i"].map { kind in names.count { $0.hasPrefix("\(kind)_") } } == [95, 188, 35])
    }

    @Test("is read where it is JSON, and refused where it is not", arguments: ConformanceCase.all)
    func verdict(of one: ConformanceCase) {
        let isRead = one.name.hasPrefix("y_") || Self.isReadHere(one.name)
        let parsed = refusal(one.bytes)
        #expect((parsed == nil) == isRead, "\(String(describing: parsed))")
        if let parsed { #expect((0...one.bytes.count).contains(parsed.offset)) }
        let value = Result { () throws(WireJSONError) in try WireJSON.decode(JSONValue.self, from: one.bytes) }
        #expect(((try? value.get()) != nil) == isRead)
        // What was read is written as JSON that reads as the same.
        guard isRead, let value = try? value.get() else { return }
        let written = Result { try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value)) }
        #expect((try? written.get()) == value)
    }
}
