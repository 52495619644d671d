// A docker-compose file, and what becomes of it when others are laid over it.

import Yams

/// The services of a docker-compose file, or of several merged.
struct ComposeFile {
    /// A value of a service: words in their order, or names with values.
    enum Value: Equatable {
        case text(String)
        case list([Value])
        case members([String: Value])

        init(_ value: Any) {
            switch value {
            case let members as [AnyHashable: Any]:
                self = .members(
                    Dictionary(uniqueKeysWithValues: members.map { ("\($0.key.base)", Value($0.value)) }))
            case let list as [Any]: self = .list(list.map { Value($0) })
            default: self = .text("\(value)")
            }
        }

        subscript(name: String) -> Value? {
            if case .members(let members) = self { members[name] } else { nil }
        }

        var texts: [String] {
            guard case .list(let values) = self else { return [] }
            return values.map { if case .text(let text) = $0 { text } else { "" } }
        }
    }

    var services: [String: [String: Value]]

    init(_ yaml: String) throws {
        guard let root = try Yams.load(yaml: yaml), case .members(let members) = Value(root),
            case .members(let services)? = members["services"]
        else { throw Problem(message: "no docker-compose file") }
        self.services = services.mapValues { if case .members(let service) = $0 { service } else { [:] } }
    }

    struct Problem: Error {
        var message: String
    }

    /// Merges as the Compose specification says: names are added up and lists appended, and of what is a command the
    /// later one is taken whole.
    func overlaid(by other: ComposeFile) -> ComposeFile {
        var merged = self
        merged.services.merge(other.services) { below, above in
            let commands = above.filter { Self.replacing.contains($0.key) }
            return below.merging(above) { Self.merged($0, $1) }.merging(commands) { $1 }
        }
        return merged
    }

    private static let replacing: Set = ["command", "entrypoint"]

    private static func merged(_ below: Value, _ above: Value) -> Value {
        switch (below, above) {
        case (.members(let below), .members(let above)): .members(below.merging(above) { merged($0, $1) })
        case (.list(let below), .list(let above)): .list(below + above.filter { !below.contains($0) })
        default: above
        }
    }

    /// What a file says of a service and a merged one does not, as sentences.
    func missing(in merged: ComposeFile) -> [String] {
        services.flatMap { name, service in
            service.flatMap { key, value -> [String] in
                guard let found = merged.services[name]?[key] else { return ["\(name): \(key)"] }
                return Self.isKept(value, in: found, isWhole: Self.replacing.contains(key)) ? [] : ["\(name): \(key)"]
            }
        }.sorted()
    }

    private static func isKept(_ value: Value, in found: Value, isWhole: Bool) -> Bool {
        switch (value, found) {
        case (.members(let value), .members(let found)):
            value.allSatisfy { name, value in found[name].map { isKept(value, in: $0, isWhole: false) } ?? false }
        case (.list(let value), .list(let found)) where !isWhole: value.allSatisfy(found.contains)
        default: value == found
        }
    }
}
