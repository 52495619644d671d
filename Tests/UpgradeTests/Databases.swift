// The databases of released versions, as their own programs wrote them, and what is compared of a schema.

import Foundation
import GRDB
import MessageSchema
import ServiceKit
import Storage
import TestGround
import Testing

import InsuranceApp
import NotificationsApp
import RegistryApp
import TasksApp

/// A database of a release, as SQL.
struct ReleasedDatabase: Sendable, CustomTestStringConvertible {
    let release: String
    let blueprint: Blueprint
    let sql: String

    var service: String { blueprint.contract.service.text }
    var testDescription: String { "\(service) \(release)" }

    static let blueprints = [
        RegistryService.blueprint, TasksService.blueprint, InsuranceService.blueprint, NotificationsService.blueprint,
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Released")

    static var releases: [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return found.filter { $0.first?.isNumber == true }.sorted()
    }

    /// A service that is younger than a release has no database in it.
    static let all: [ReleasedDatabase] = releases.flatMap { release in
        blueprints.compactMap { blueprint in
            let file = folder.appendingPathComponent("\(release)/\(blueprint.contract.service).sql")
            guard let sql = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            return ReleasedDatabase(release: release, blueprint: blueprint, sql: sql)
        }
    }

    /// Makes the database file in a folder, where the service looks for it.
    func write(into folder: TemporaryFolder) throws {
        let queue = try DatabaseQueue(path: folder.file("\(service).sqlite"))
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}

/// The schema of a database file: what was made and how, without the white space.
struct SchemaText: Equatable, CustomStringConvertible {
    let lines: [String]
    var description: String { lines.joined(separator: "\n") }

    init(of path: String) throws {
        let queue = try DatabaseQueue(path: path)
        lines = try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT type, name, sql FROM sqlite_master ORDER BY type, name").map {
                row in
                let (type, name, sql): (String, String, String?) = (row["type"], row["name"], row["sql"])
                let words = (sql ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
                return "\(type) \(name): \(words)"
            }
        }
        try queue.close()
    }
}
