// The suite that is tormented: a gateway and four services, each a process of its own, started again when it dies.

import ChaosKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization
import WireJSON

/// The processes and the data of a run.
final class Suite: Sendable {
    static let services = ["registry", "tasks", "insurance", "notifications"]
    static var everyone: [String] { [Schedule.gateway] + services }

    let folder: String
    let bin: String
    /// What the machine's wall clock is shifted by; nil if it is left alone.
    let shift: ClockShift?
    /// Where some of the services run; nil if all run here.
    private let farSide: FarSide?
    let client: Client
    private let state = Mutex(State())

    private struct State {
        var children: [String: Child] = [:]
        /// Those that are down because the run wants it.
        var down: Set<String> = []
        var manualClock: String?
        var deaths: [String] = []
    }

    init(folder: String, bin: String, shift: ClockShift?, farSide: FarSide?) throws {
        self.folder = folder
        self.bin = bin
        self.shift = shift
        self.farSide = farSide
        client = Client(
            transport: ZeroMQTransport(), gateways: [try .ipc("\(folder)/run/client.ipc")], surroundings: .live)
    }

    /// Deaths that nobody asked for, a sentence each.
    var deaths: [String] { state.withLock { $0.deaths } }

    /// Starts everything; on a manual clock from now on if one is given.
    func startAll(manualClock: String? = nil) async throws {
        state.withLock { $0.manualClock = manualClock }
        for name in Self.everyone {
            try start(name)
            // The gateway makes the clock's file.
            if name == Schedule.gateway { try await awaitAnswer(of: [name]) }
        }
        try await awaitAnswer(of: Self.everyone)
    }

    /// Drains everything and waits for the ends.
    func stopAll() async throws {
        for name in Self.everyone.reversed() { try await stop(name) }
    }

    func start(_ name: String) throws {
        let environment = shift?.environment ?? [:]
        try state.withLock { state in
            let (executable, arguments) = try command(name, manualClock: state.manualClock)
            state.children[name] = try Child(executable, arguments, environment: environment, log: log(of: name))
            state.down.remove(name)
        }
    }

    private func command(
        _ name: String, manualClock: String?
    ) throws -> (executable: String, arguments: [String]) {
        if name == Schedule.gateway {
            let clock = manualClock.map { ["--clock", $0] } ?? []
            return ("\(bin)/sauro", ["broker", "--data", folder] + clock + (farSide?.gatewayFlags ?? []))
        }
        let program = "\(bin)/sauro-\(name)"
        let clock = manualClock == nil ? [] : ["--clock-file", "\(folder)/run/clock"]
        let common = ["--data", data(of: name), "--watch-stdin"] + clock
        guard let farSide, farSide.services.contains(name) else {
            return (
                program, common + ["--gateway", "\(folder)/run/worker.ipc", "--client", "\(folder)/run/client.ipc"]
            )
        }
        return farSide.command(program, common + (try farSide.serviceFlags()))
    }

    /// Ends a process with a signal, by default as power loss would, and leaves it down.
    func end(_ name: String, with number: Int32 = SIGKILL) async throws {
        let child = state.withLock { state in
            state.down.insert(name)
            return state.children[name]
        }
        child?.signal(number)
        guard await child?.hasEnded(within: 20_000) ?? true else {
            child?.signal(SIGKILL)
            throw Trouble("\(name) did not end within 20 s of signal \(number)")
        }
    }

    /// Drains a process.
    func stop(_ name: String) async throws { try await end(name, with: SIGTERM) }

    func signal(_ name: String, _ number: Int32) { state.withLock { $0.children[name] }?.signal(number) }

    func data(of service: String) -> String { "\(folder)/\(service)" }
    func log(of name: String) -> String { "\(folder)/log/\(name).log" }

    /// Starts again what died by itself, until cancelled.
    func keep(nemesis: @Sendable () -> String) async {
        while await Pause.take(milliseconds: 50) {
            for name in Self.everyone {
                let ended = state.withLock { state -> Int32? in
                    state.down.contains(name) ? nil : state.children[name]?.status
                }
                guard let ended else { continue }
                let death = "\(name) \(Child.words(for: ended)) (\(nemesis()))"
                Console.say("  \(death); it is started again")
                state.withLock { $0.deaths.append(death) }
                guard await Pause.take(milliseconds: 300) else { return }
                do { try start(name) } catch { Console.say("  \(error)") }
            }
        }
    }
}

extension Suite {
    /// How long a process may take to answer after a nemesis has left it.
    static let backMilliseconds: Int64 = 120_000

    /// Waits until each of them answers.
    func awaitAnswer(of names: [String]) async throws {
        let end = Surroundings.systemMonotonic() + Self.backMilliseconds
        for name in names {
            while await !answers(name) {
                guard Surroundings.systemMonotonic() < end else {
                    throw Trouble("\(name) did not answer within \(Self.backMilliseconds / 1000) s")
                }
                guard await Pause.take(milliseconds: 20) else { throw CancellationError() }
            }
        }
    }

    private func answers(_ name: String) async -> Bool {
        let method = name == Schedule.gateway ? "gateway.suite.status" : "\(name).health.check"
        do throws(Failure) {
            _ = try await client.call(named: name, method, RawJSON(unsafeUnchecked: Array("{}".utf8)), deadline: 1000)
            return true
        } catch { return false }
    }
}

extension Client {
    /// Calls a method by the names of its service and of itself.
    func call(
        named service: String, _ method: String, _ params: RawJSON, deadline: Int64
    ) async throws(Failure) -> RawJSON {
        guard let name = ServiceName(service) else {
            throw .fabric(.invalidRequest, "\"\(service)\" is no name of a service", executed: .no)
        }
        return try await call(
            service: name, method: method, params: params, metadata: CallMetadata(deadline: deadline))
    }
}
