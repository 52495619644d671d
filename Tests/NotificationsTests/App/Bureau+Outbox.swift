// The file of the file channel as tests look at it, and as they make it fail.

import Foundation
import MessageSchema
import ServiceTesting
import Storage
import Surroundings
import Synchronization
import WireJSON

@testable import NotificationsApp
@testable import NotificationsDomain

extension Bureau {
    private var outboxPath: String {
        let folder = service.folder
        return "\(folder)/\(OutboxFile.name)"
    }

    func outboxText() throws -> String {
        guard FileManager.default.fileExists(atPath: outboxPath) else { return "" }
        return try String(contentsOfFile: outboxPath, encoding: .utf8)
    }

    /// The lines in order of persons.
    func outbox() throws -> [OutboxLine] {
        try outboxText().split(separator: "\n").map { try WireJSON.decode(OutboxLine.self, from: Array($0.utf8)) }
            .sorted { $0.person < $1.person }
    }

    func writeOutbox(_ text: String) throws {
        let file = URL(fileURLWithPath: outboxPath)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Puts a folder where the file is to be.
    func blockOutbox() throws {
        try FileManager.default.createDirectory(atPath: outboxPath, withIntermediateDirectories: true)
    }

    func freeOutbox() throws { try FileManager.default.removeItem(atPath: outboxPath) }

    /// Claims all that is due, as an instance would that goes no further.
    func claim(for owner: String, milliseconds: Int64) async throws {
        let time = Surroundings.systemMachineTime() + milliseconds
        _ = try await write { writer in
            let due = try DeliveryStore(writer).due(.file, at: MachineMoment(time, DeliverySettings()), limit: 100)
            for delivery in due { try DeliveryStore.lease(delivery.delivery.id, to: owner, until: time, writer) }
            return true
        }
    }

    /// The one delivery of a notice by the file channel.
    func deliveryOfFile(_ notice: NoticeID) async throws -> DeliveryID? {
        try await service.store.read { reader in
            let late = MachineMoment(.max / 2, DeliverySettings())
            return try DeliveryStore(reader).due(.file, at: late, limit: 10).first { $0.delivery.notice == notice }?
                .delivery
                .id
        }
    }

    /// Writes past the service's handlers.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Writer) throws -> Value) async throws -> Value {
        let value = Mutex<Value?>(nil)
        _ = try await service.store.write(WriteRequest(principal: .administrator, purpose: .bookkeeping)) { writer in
            let written = try body(writer)
            value.withLock { $0 = written }
            return []
        }
        return value.withLock { $0! }
    }
}
