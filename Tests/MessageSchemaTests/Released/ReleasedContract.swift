// What a release says on the wire, as a document a service: frozen when the release is cut, and compared ever after.

import Foundation
import MessageSchema
import Testing
import WireJSON

/// The contract of one service as it is frozen.
struct ReleasedContract: CustomTestStringConvertible {
    let release: String
    let service: String
    let methods: [JSONMember]
    let events: [JSONMember]
    let errors: [JSONMember]

    var testDescription: String { "\(service) \(release)" }
}

extension ReleasedContract {
    /// What the code says now.
    static func today(_ contract: any Contract.Type) throws -> ReleasedContract {
        func method<M: Method>(_ type: M.Type) throws -> JSONMember {
            JSONMember(
                key: M.name.text,
                value: [
                    "effect": .string(M.effect.rawValue), "permission": .string(M.permission.rawValue),
                    "scope": .string(M.scope.word), "timeTravel": .string(M.timeTravel.rawValue),
                    "request": Shape.of(M.self).jsonSchema(isStrict: true),
                    "reply": Shape.of(M.Reply.self).jsonSchema(isStrict: false),
                    "example": [
                        "request": try json(M.example.request), "reply": try json(M.example.reply),
                    ],
                ])
        }
        func event<E: Event>(_ type: E.Type) throws -> JSONMember {
            JSONMember(
                key: E.name,
                value: ["data": Shape.of(E.self).jsonSchema(isStrict: false), "example": try json(E.example)])
        }
        return ReleasedContract(
            release: Release.version, service: contract.service.text,
            methods: try contract.allMethods.map { try method($0) },
            events: try contract.events.map { try event($0) },
            errors: contract.errors.map { JSONMember(key: $0.name, value: .string($0.kind.rawValue)) })
    }

    static func json(_ value: some Encodable) throws -> JSONValue {
        try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value))
    }

    /// A line a method, an event and an error.
    var text: String {
        get throws {
            func section(_ name: String, _ members: [JSONMember]) throws -> String {
                let lines = try members.map { member in
                    let value = String(decoding: try WireJSON.encode(member.value), as: UTF8.self)
                    return "\"\(member.key)\":\(value)"
                }
                return "\"\(name)\":{\n\(lines.joined(separator: ",\n"))\n}"
            }
            return "{\"release\":\"\(release)\",\"service\":\"\(service)\",\n"
                + [try section("methods", methods), try section("events", events), try section("errors", errors)]
                .joined(separator: ",\n") + "}\n"
        }
    }

    /// Reads a frozen document.
    init(reading text: String) throws {
        let value = try WireJSON.decode(
            JSONValue.self, from: Array(text.utf8), options: .init(bytesMax: 8 << 20))
        release = value["release"]?.string ?? ""
        service = value["service"]?.string ?? ""
        methods = value["methods"]?.object ?? []
        events = value["events"]?.object ?? []
        errors = value["errors"]?.object ?? []
    }
}

extension Scope {
    /// The scope without what it points at.
    fileprivate var word: String {
        switch self {
        case .anywhere: "anywhere"
        case .unit: "unit"
        case .found: "found"
        }
    }
}

/// Where frozen documents lie: a folder a release, a file a service, and one for what all services share.
enum ReleasedFiles {
    static let folder = "Tests/MessageSchemaTests/Golden/released"

    static func file(_ release: String, _ name: String) -> CommittedFile {
        CommittedFile(path: "\(folder)/\(release)/\(name).json")
    }

    /// The releases that are frozen.
    static var releases: [String] {
        let path = CommittedFile.root.appendingPathComponent(folder).path
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return found.filter { $0.first?.isNumber == true }.sorted()
    }

    /// All frozen contracts.
    static var contracts: [ReleasedContract] {
        let names = Catalogue.contracts.map { $0.service.text }
        return releases.flatMap { release in
            names.compactMap { name -> ReleasedContract? in
                // A service that is younger than the release has no file in it.
                guard let text = file(release, name).contents else { return nil }
                do { return try ReleasedContract(reading: text) } catch {
                    preconditionFailure("\(release)/\(name).json cannot be read: \(error)")
                }
            }
        }
    }

    /// What all services share: who may do what, and the codes of refusals.
    static var shared: JSONValue {
        let roles = Role.allCases.map { role in
            let permissions = Permission.allCases.filter(role.permissions.contains)
            return JSONMember(key: role.rawValue, value: .array(permissions.map { .string($0.rawValue) }))
        }
        let kinds = ErrorKind.allCases.map { kind in
            JSONMember(
                key: kind.rawValue,
                value: [
                    "code": .integer(Int64(kind.code)), "exit": .integer(Int64(kind.exitCode.rawValue)),
                    "repetition": .string(kind.repetition.rawValue),
                ])
        }
        return ["release": .string(Release.version), "roles": .object(roles), "kinds": .object(kinds)]
    }
}
