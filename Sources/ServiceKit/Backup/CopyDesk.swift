// Writes the copies that backups ask for: one at a time, beside the requests and not within one, since a copy may take
// longer than any deadline. Whoever asked looks again until it is written.

import Logging
import MessageSchema
import Storage
import Synchronization

/// Takes orders for copies and carries them out.
final class CopyDesk: Sendable {
    private struct State {
        var running: BackupName?
        var expected: Int64?
        var work: Task<StoreCopy, any Error>?
        /// Set when it is taken away before its writing has begun.
        var isGivenUp = false
        var turn: CopyTurn?
        /// The last failure, for who asks again.
        var failed: (backup: BackupName, problem: String)?
    }

    private let store: Store
    private let service: ServiceName
    /// Where copies go; nil if the service was not told.
    private let folder: String?
    private let follows: [String]
    private let logger: Logger
    private let state = Mutex(State())
    private let orders: AsyncStream<BackupName>
    private let continuation: AsyncStream<BackupName>.Continuation

    init(store: Store, service: ServiceName, folder: String?, follows: [String], logger: Logger) {
        self.store = store
        self.service = service
        self.folder = folder
        self.follows = follows
        self.logger = logger
        (orders, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Orders a copy for somebody, unless there is one or it is being written.
    func begin(_ backup: BackupName, for principal: Principal) async throws -> ServiceCopy {
        let place = try place(backup)
        let found = try show(backup)
        guard found.state == .absent || found.state == .failed else { return found }
        try place.makeFolders()
        let expected = try await store.bytesToCopy()
        if try take(backup, in: place, expected: expected) {
            logger.notice("copy asked for", metadata: ["backup": "\(backup)", "principal": "\(principal.name)"])
            continuation.yield(backup)
        }
        return try show(backup)
    }

    /// True if the copy is to be written now, false if it is being written. Throws if another one is.
    private func take(_ backup: BackupName, in place: CopyPlace, expected: Int64) throws -> Bool {
        try state.withLock { state in
            if state.running == backup { return false }
            guard state.running == nil else { throw BackupRejection.busy(service) }
            guard let turn = try CopyTurn(folder: place.folder, service: service) else {
                guard place.unfinishedBytes != nil else { throw BackupRejection.busy(service) }
                return false
            }
            state = State(running: backup, expected: expected, turn: turn)
            return true
        }
    }

    /// How a copy stands.
    func show(_ backup: BackupName) throws -> ServiceCopy {
        let place = try place(backup)
        var copy = ServiceCopy(state: .absent, file: place.file, folder: place.folder, follows: follows)
        let (running, expected, failed) = state.withLock { ($0.running, $0.expected, $0.failed) }
        if let contents = try place.contents() {
            (copy.state, copy.bytes, copy.contents) = (.written, contents.bytes, contents)
        } else if running == backup {
            (copy.state, copy.bytes, copy.bytesExpected) = (.running, place.unfinishedBytes ?? 0, expected)
        } else if let failed, failed.backup == backup {
            (copy.state, copy.problem) = (.failed, failed.problem)
        } else if let bytes = place.unfinishedBytes {
            // Another instance's, which may have died over it.
            let isLeft = try running == nil && CopyTurn(folder: place.folder, service: service) != nil
            (copy.state, copy.bytes) = (isLeft ? .failed : .running, bytes)
            if isLeft { copy.problem = "the instance that wrote it has ended" }
        }
        return copy
    }

    /// Takes a copy away. One that another instance writes is not finished for want of its file.
    func remove(_ backup: BackupName) async throws -> ServiceCopy {
        let place = try place(backup)
        let work = state.withLock { state in
            if state.failed?.backup == backup { state.failed = nil }
            guard state.running == backup else { return nil as Task<StoreCopy, any Error>? }
            state.isGivenUp = true
            return state.work
        }
        work?.cancel()
        _ = await work?.result
        try place.remove()
        return try show(backup)
    }

    /// Carries orders out until the task is cancelled; what is unfinished then is given up.
    func run() async {
        for await backup in orders { await write(backup) }
    }

    private func write(_ backup: BackupName) async {
        do {
            guard let work = try startWriting(backup) else { return end(backup, problem: Self.givenUp) }
            let copy = try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                work.cancel()
            }
            logger.notice("copy written", metadata: ["backup": "\(backup)", "bytes": "\(copy.bytes)"])
            end(backup, problem: nil)
        } catch {
            // An interrupted engine may fail with an error of its own.
            if error is CancellationError || state.withLock({ $0.isGivenUp }) {
                return end(backup, problem: Self.givenUp)
            }
            logger.error("copy failed", metadata: ["backup": "\(backup)", "cause": "\(LoggedCause(error))"])
            end(backup, problem: Self.sentence(of: error))
        }
    }

    /// Starts the writing, unless it was given up before; who gives it up from now on can wait for its end.
    private func startWriting(_ backup: BackupName) throws -> Task<StoreCopy, any Error>? {
        let place = try place(backup)
        return state.withLock { state in
            guard !state.isGivenUp else { return nil }
            let work = Task { [store] in
                // What an instance left that died.
                try place.remove()
                try place.makeFolders()
                let copy = try await store.copy(to: place.unfinished)
                try place.finish(CopyContents(copy))
                return copy
            }
            state.work = work
            return work
        }
    }

    private func end(_ backup: BackupName, problem: String?) {
        state.withLock { state in
            state = State()
            if let problem { state.failed = (backup, problem) }
        }
    }

    private static let givenUp = "it was given up"

    /// Why it failed, without what only the log may say.
    private static func sentence(of error: any Error) -> String {
        switch error {
        case StorageError.diskFull: "no space is left for the copy"
        case StorageError.copyRefused(let reason): reason
        case let rejection as BackupRejection: rejection.message
        default: "the service's log has the cause"
        }
    }

    private func place(_ backup: BackupName) throws -> CopyPlace {
        guard let folder else { throw BackupRejection.noFolder(service) }
        return CopyPlace(folder: folder, backup: backup, service: service)
    }
}

extension CopyContents {
    init(_ copy: StoreCopy) {
        self.init(
            bytes: copy.bytes, sha256: Digest.hexadecimal(copy.digest), journal: copy.head.journal,
            sequence: copy.head.sequence, hash: Digest.hexadecimal(copy.head.hash), schema: copy.schema,
            follows: copy.cursors.map { FollowedPlace(name: $0.name, journal: $0.journal, after: $0.after) })
    }
}
