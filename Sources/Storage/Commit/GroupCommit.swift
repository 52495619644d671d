// The one writer: takes everything waiting, holds the turn, commits once, then answers. No timer;
// while the disk syncs one batch, the next gathers.

internal import Surroundings

/// Runs batches on the engine's writer thread while writes wait.
final class GroupCommit: Sendable {
    private let line: WaitingLine
    private let engine: any Engine
    private let signal: CommitSignal
    private let settings: StoreSettings
    private let surroundings: Surroundings
    let observer = ObserverPlace()

    init(
        engine: any Engine, signal: CommitSignal, settings: StoreSettings, surroundings: Surroundings
    ) {
        line = WaitingLine(countMax: settings.queueMax)
        self.engine = engine
        self.signal = signal
        self.settings = settings
        self.surroundings = surroundings
    }

    /// Enqueues a write; a full or closed line answers it at once.
    func submit(_ write: PendingWrite) {
        switch line.join(write) {
        case .first: engine.enqueueWrite(serve)
        case .behindOthers: break
        case .full(let waiting): write.answer(.failure(StorageError.queueFull(waiting: waiting)))
        case .closed: write.answer(.failure(StorageError.closed))
        }
    }

    /// How many wait.
    var waiting: Int { line.count }

    /// Refuses what still waits; a batch that runs is finished by the engine's own closing.
    func close() {
        for write in line.close() { write.answer(.failure(StorageError.closed)) }
    }

    private func serve(_ connection: any Connection) {
        var batch = Batch(settings: settings, surroundings: surroundings)
        if let first = line.next(if: { _ in true }) {
            batch.take(first)
            run(&batch, connection)
        }
        if line.endRound() { engine.enqueueWrite(serve) }
    }

    private func run(_ batch: inout Batch, _ connection: any Connection) {
        do {
            try engine.holdingTurn { batch.run(on: connection, line: line) }
        } catch {
            batch.fail(error)
        }
        if let sequence = batch.committed { signal.announce(sequence) }
        observer.tell(batch)
        batch.answer()
    }
}
