// A reader that never pauses: it asks about units, posts and tasks while the order of things changes.

internal import Fabric
internal import MessageSchema
import Synchronization

/// Reads without pause until told to stop, and counts.
final class Probe: Sendable {
    /// What the probe has seen.
    struct Report: Sendable {
        var reads = 0
        var failures: [String] = []
        var slowestMilliseconds: Int64 = 0
        /// The primary successor of the watched unit, each time it was another than before.
        var primaries: [UnitCode] = []
        var isStopped = false
    }
    private let client: Client
    private let survivor: UnitCode
    private let watched: UnitCode
    private let staffed: UnitCode
    private let state = Mutex(Report())

    /// - Parameters:
    ///   - survivor: a unit that exists throughout.
    ///   - watched: a unit that is dissolved meanwhile.
    ///   - staffed: a unit that has staff throughout.
    init(_ client: Client, survivor: UnitCode, watched: UnitCode, staffed: UnitCode) {
        self.client = client
        self.survivor = survivor
        self.watched = watched
        self.staffed = staffed
    }

    var report: Report { state.withLock { $0 } }
    func stop() { state.withLock { $0.isStopped = true } }

    /// Reads until `stop`.
    func run() async {
        while !report.isStopped && !Task.isCancelled {
            await read(GetUnit(unit: survivor)) { $0.code == self.survivor ? nil : "another unit came" }
            await read(ResolveUnit(unit: watched)) { resolution in
                self.saw(resolution.primary)
                return resolution.parts.isEmpty ? "a code resolves to nothing" : nil
            }
            await read(ShowRoster(unit: staffed, limit: 5)) { $0.items.isEmpty ? "an empty roster" : nil }
            await read(ListTasks(host: survivor, subtree: true, limit: 5)) {
                $0.items.isEmpty ? "no task" : nil
            }
        }
    }

    private func saw(_ primary: UnitCode) {
        state.withLock { if $0.primaries.last != primary { $0.primaries.append(primary) } }
    }

    private func read<M: Method>(_ request: M, _ problem: (M.Reply) -> String?) async {
        let began = Console.milliseconds()
        var failure: String?
        do throws(Failure) {
            failure = problem(try await client.call(request).value)
        } catch { failure = error.description }
        let took = Console.milliseconds() - began
        state.withLock { report in
            report.reads += 1
            report.slowestMilliseconds = max(report.slowestMilliseconds, took)
            if let failure { report.failures.append("\(M.name): \(failure)") }
        }
    }
}
