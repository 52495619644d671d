// A thread that owns its ports: it opens them, gives what comes in to a machine, does what the
// machine says, and closes them. Other threads only post commands; that is all they can do to it.

private import Glibc
internal import Surroundings
private import Synchronization
internal import ZeroMQ

/// Runs one machine over ports of its own.
final class PortThread<Machine: PortMachine>: Sendable {
    private enum Phase: Equatable { case idle, running, stopping, stopped }
    private struct State {
        var phase = Phase.idle
        var commands: [Machine.Command] = []
        var changes: [Change] = []
        var waker: Waker?
        var thread: ThreadHandle?
    }

    /// What happens to the ports while the thread runs.
    private enum Change: Sendable {
        case open(PortPlan, Opening, @Sendable (Int) -> Machine.Command)
        case close(Closing)
    }

    /// A port that is to be closed, when, and what the machine is told of it now and then.
    private struct Closing: Sendable {
        let port: Int
        let first: Machine.Command
        let last: Machine.Command
        let end: Int64
    }

    private let state = Mutex(State())
    private let transport: any Transport
    private let plans: [PortPlan]
    private let first: Machine
    private let surroundings: Surroundings
    private let perform: @Sendable (Machine.Report) -> Void

    init(
        _ machine: Machine, transport: any Transport, plans: [PortPlan], surroundings: Surroundings,
        perform: @escaping @Sendable (Machine.Report) -> Void
    ) {
        first = machine
        self.transport = transport
        self.plans = plans
        self.surroundings = surroundings
        self.perform = perform
    }

    /// Starts the thread and waits until its ports are open.
    func start() throws(TransportError) {
        let waker = try Self.makeWaker()
        let began = state.withLock { state in
            guard state.phase == .idle else { return false }
            state.phase = .running
            state.waker = waker
            return true
        }
        guard began else { throw .startedBefore }
        do throws(TransportError) { try launch(waker) } catch {
            state.withLock { $0.phase = .stopped }
            throw error
        }
    }

    private func launch(_ waker: Waker) throws(TransportError) {
        let opening = try Opening()
        let thread = try ThreadHandle.start { self.run(waker: waker, opening: opening) }
        if let error = opening.outcome() {
            thread.join()
            throw error
        }
        let isStopping = state.withLock { state in
            state.thread = thread
            return state.phase != .running
        }
        if isStopping { thread.join() }
    }

    /// Gives the machine a command; false when the thread does not run (any more).
    @discardableResult
    func post(_ command: Machine.Command) -> Bool {
        let (taken, bell): (Bool, Waker?) = state.withLock { state in
            guard state.phase == .running else { return (false, nil) }
            state.commands.append(command)
            return (true, state.commands.count == 1 ? state.waker : nil)
        }
        bell?.ring()
        return taken
    }

    /// Lets the machine say its last words, closes the ports and waits for the thread's end. Later
    /// calls do nothing.
    func stop() {
        let (thread, waker): (ThreadHandle?, Waker?) = state.withLock { state in
            if state.phase == .idle { state.phase = .stopped }
            guard state.phase == .running else { return (nil, nil) }
            state.phase = .stopping
            return (state.thread, state.waker)
        }
        waker?.ring()
        thread?.join()
        state.withLock { $0.phase = .stopped }
    }

    /// Opens one more port while the thread runs; the machine is told by a command, given its number. Gives where it
    /// listens.
    func open(
        _ plan: PortPlan, telling command: @escaping @Sendable (Int) -> Machine.Command
    ) throws(TransportError) -> (port: Int, endpoint: Endpoint) {
        let opening = try Opening()
        guard change(.open(plan, opening, command)) else { throw .notRunning }
        if let error = opening.outcome() { throw error }
        guard let port = opening.port else { throw .notRunning }
        return port
    }

    /// Closes a port while the thread runs, after so many milliseconds and the machine's last words on it. Until then
    /// it listens: libzmq ends the connections of a place with the listening.
    func close(_ port: Int, after milliseconds: Int64, first: Machine.Command, last: Machine.Command) {
        let end = surroundings.monotonic() + milliseconds
        change(.close(Closing(port: port, first: first, last: last, end: end)))
    }

    @discardableResult
    private func change(_ change: Change) -> Bool {
        let bell: Waker? = state.withLock { state in
            guard state.phase == .running else { return nil }
            state.changes.append(change)
            return state.waker
        }
        bell?.ring()
        return bell != nil
    }

    private static func makeWaker() throws(TransportError) -> Waker {
        do { return try Waker() } catch { throw .zeroMQ(error) }
    }

    private func run(waker: Waker, opening: Opening) {
        let ports: any PortSet
        do throws(TransportError) { ports = try transport.open(plans, waker: waker) } catch {
            opening.report(error)
            return
        }
        opening.report(nil)
        loop(ports)
        ports.close()
    }

    private func loop(_ ports: any PortSet) {
        var machine = first
        var lastTick = surroundings.monotonic()
        var closings: [Closing] = []
        tell(&machine, .opened(machineTime: surroundings.machineTime()), ports)
        while true {
            let due = lastTick + machine.tickMilliseconds - surroundings.monotonic()
            for news in ports.wait(milliseconds: due) { tell(&machine, news.event(), ports) }
            let (commands, changes, isStopping) = takeCommands()
            for change in changes { make(change, &machine, ports, &closings) }
            for command in commands { tell(&machine, .command(command), ports) }
            if isStopping { break }
            let now = surroundings.monotonic()
            for closing in closings where now >= closing.end {
                tell(&machine, .command(closing.last), ports)
                ports.remove(closing.port)
            }
            closings.removeAll { now >= $0.end }
            if now >= lastTick + machine.tickMilliseconds {
                lastTick = now
                tell(&machine, .tick(machineTime: surroundings.machineTime()), ports)
            }
        }
        tell(&machine, .stopping, ports)
        let end = surroundings.monotonic() + machine.farewellMilliseconds
        while surroundings.monotonic() < end {
            let left = end - surroundings.monotonic()
            for news in ports.wait(milliseconds: left) { tell(&machine, news.event(), ports) }
        }
    }

    private func takeCommands() -> (commands: [Machine.Command], changes: [Change], isStopping: Bool) {
        state.withLock { state in
            defer {
                state.commands = []
                state.changes = []
            }
            return (state.commands, state.changes, state.phase != .running)
        }
    }

    private func make(
        _ change: Change, _ machine: inout Machine, _ ports: any PortSet, _ closings: inout [Closing]
    ) {
        switch change {
        case .open(let plan, let opening, let command):
            do throws(TransportError) {
                let port = try ports.add(plan)
                tell(&machine, .command(command(port)), ports)
                opening.report(nil, port: (port, ports.endpoint(of: port) ?? plan.endpoint))
            } catch { opening.report(error) }
        case .close(let closing):
            tell(&machine, .command(closing.first), ports)
            closings.append(closing)
        }
    }

    /// Tells the machine, and then what became of what it wanted sent, until nothing is left to
    /// tell.
    private func tell(
        _ machine: inout Machine, _ event: PortEvent<Machine.Command>, _ ports: any PortSet
    ) {
        var undelivered = carryOut(machine.handle(event, now: surroundings.monotonic()), ports)
        while !undelivered.isEmpty {
            let next = undelivered.removeFirst()
            let actions = machine.handle(next, now: surroundings.monotonic())
            undelivered.append(contentsOf: carryOut(actions, ports))
        }
    }

    private func carryOut(
        _ actions: [PortAction<Machine.Report>], _ ports: any PortSet
    ) -> [PortEvent<Machine.Command>] {
        var undelivered: [PortEvent<Machine.Command>] = []
        for action in actions {
            switch action {
            case .report(let report): perform(report)
            case .send(let message):
                let delivery = ports.send(message)
                if delivery != .sent { undelivered.append(.undelivered(message, delivery)) }
            case .sendSeries(let messages):
                if let outcome = carryOut(series: messages, ports) { undelivered.append(outcome) }
            }
        }
        return undelivered
    }

    private func carryOut(series messages: [Outbound], _ ports: any PortSet) -> PortEvent<Machine.Command>? {
        guard let first = messages.first else { return nil }
        var delivery = Delivery.sent
        let stopped = messages.firstIndex { message in
            delivery = ports.send(message)
            return delivery != .sent
        }
        return .sentSeries(port: first.port, peer: first.peer, count: stopped ?? messages.count, delivery)
    }
}

extension PortNews {
    fileprivate func event<Command>() -> PortEvent<Command> {
        switch self {
        case .message(let inbound): .message(inbound)
        case .writable(let port): .writable(port: port)
        case .disconnected(let port): .disconnected(port: port)
        }
    }
}

/// What a new thread tells the one that started it: its ports are open, or why not.
private final class Opening: Sendable {
    private let error = Mutex<TransportError?>(nil)
    private let opened = Mutex<(port: Int, endpoint: Endpoint)?>(nil)
    private let bell: Waker

    init() throws(TransportError) {
        do { bell = try Waker() } catch { throw .zeroMQ(error) }
    }

    func report(_ outcome: TransportError?, port: (port: Int, endpoint: Endpoint)? = nil) {
        error.withLock { $0 = outcome }
        opened.withLock { $0 = port }
        bell.ring()
    }

    /// The port that was opened, and where it listens.
    var port: (port: Int, endpoint: Endpoint)? { opened.withLock { $0 } }

    func outcome() -> TransportError? {
        // A signal ends a wait early.
        while !bell.wait(milliseconds: -1) {}
        return error.withLock { $0 }
    }
}
