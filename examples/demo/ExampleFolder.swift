// The example input, read with the types of the message schema: a misspelt member is an error here too.

import Foundation
internal import MessageSchema
internal import WireJSON

/// The folder `examples`.
struct ExampleFolder {
    let path: String

    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path + "/units/state-and-ministry.yaml") else {
            throw DemoError("\(path) is not the folder of the examples; give --examples DIR")
        }
    }

    /// The path of a file, as a reader types it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The files of a folder in the order of their names.
    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(folder)).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    /// A sequence of requests of one method.
    func requests<M: Method>(_ method: M.Type, _ name: String) throws -> [M] {
        try decode([M].self, name)
    }

    /// One request.
    func request<M: Method>(_ method: M.Type, _ name: String) throws -> M { try decode(M.self, name) }

    /// The rows of a CSV file without quoting, by column.
    func rows(_ name: String) throws -> [[String: String]] {
        let lines = try text(name).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { throw DemoError("\(name) is empty") }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        do {
            let bytes = try WireJSON.encode(try YAMLValue.read(try text(name)))
            return try WireJSON.decode(type, from: bytes, unknownMembers: .refused)
        } catch {
            throw DemoError("\(file(name)): \(error)")
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }
}

extension ExampleFolder {
    /// The ordinals of a directive's drafts that are written again, in order.
    func mendedOrdinals(_ stem: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: file("directives/mended"))
        return try names.filter { $0.hasPrefix(stem) }.sorted().map { name in
            try request(DraftTask.self, "directives/mended/\(name)").ordinal?.text ?? ""
        }
    }
}
