// `sauro up`: the whole suite on one machine, from the lock to the last child's end. `sauro broker` is the same
// without children.

import Exposition
import Fabric
private import Glibc
import MessageSchema
import Surroundings
import WireJSON

/// A run of a suite.
struct SuiteRun: Sendable {
    let settings: Settings
    let context: CommandContext
    /// Services to start, in this order.
    let services: [String]
    /// Where a manual clock begins; nil for the machine's clock.
    let clockStart: Instant?
    /// Where the gateway listens over TCP.
    let addresses: GatewayAddresses
    /// The bounds of the gateway.
    let bounds: BrokerSettings

    private var folder: SuiteFolder { settings.suite }

    /// How long a service may take until it answers its first call: a migration of a large database may run.
    private static let startMilliseconds: Int64 = 60_000
    private static let startPauseMilliseconds: Int64 = 100
    private static let logLinesShown = 20

    private enum News: Sendable {
        case ready
        case interrupted
        case failed(UsageError)
        case ended
    }

    /// Runs until a signal.
    func run() async throws -> ExitCode {
        let lock = try SuiteLock(folder)
        defer { withExtendedLifetime(lock) {} }
        try RestoreRun.refuseUnfinished(in: folder)
        let clock = try openClock()
        let kept = try services.map { service in
            KeptService(try program(of: service), monotonic: context.surroundings.monotonic, say: say)
        }
        let gateway = try makeGateway(clock, kept)
        let page = try serveMetrics(of: gateway, kept)
        defer { page?.stop() }
        try gateway.start()
        let signals = context.interrupted()
        let hangups = context.hungUp()
        let hadTerminal = Terminal.isThere
        return await withTaskGroup(of: News.self) { group in
            group.addTask { await ended { await gateway.serve() } }
            group.addTask { await ended { await gateway.followFiles() } }
            group.addTask { await firstSignal(signals) }
            group.addTask { await readAgain(gateway, at: hangups, hadTerminal: hadTerminal) }
            group.addTask { await startAll(kept) }
            let code = await live(&group, kept)
            // After a failed start the first reader of signals still waits, and a stream has one reader.
            if code == .ok { group.addTask { await leaveAtNextSignal(signals, kept) } }
            await withTaskGroup(of: Void.self) { drains in
                for service in kept { drains.addTask { await service.drain() } }
            }
            gateway.stop()
            group.cancelAll()
            return code
        }
    }

    /// What happens between the start and the end.
    private func live(_ group: inout TaskGroup<News>, _ kept: [KeptService]) async -> ExitCode {
        while let news = await group.next() {
            switch news {
            case .ready:
                sayReady()
                for service in kept { group.addTask { await ended { await service.keep() } } }
            case .interrupted:
                say("draining")
                return .ok
            case .failed(let error):
                say("error: \(error.message)")
                if let next = error.next { say("  next: \(next)") }
                return .failed
            case .ended: continue
            }
        }
        return .ok
    }

    private func ended(_ body: () async -> Void) async -> News {
        await body()
        return .ended
    }

    private func firstSignal(_ signals: AsyncStream<Int32>) async -> News {
        for await _ in signals { return .interrupted }
        return .ended
    }

    /// Reads the files again at each SIGHUP. One that says that the terminal has gone is an interruption.
    private func readAgain(_ gateway: SuiteGateway, at hangups: AsyncStream<Int32>, hadTerminal: Bool) async -> News {
        for await _ in hangups {
            if hadTerminal, !Terminal.isThere { return .interrupted }
            gateway.readFilesAgain()
        }
        return .ended
    }

    /// Who asks twice does not want to wait.
    private func leaveAtNextSignal(_ signals: AsyncStream<Int32>, _ kept: [KeptService]) async -> News {
        for await _ in signals {
            for service in kept { service.kill() }
            exit(ExitCode.cancelled.rawValue)
        }
        return .ended
    }

    private func makeGateway(_ clock: SuiteClock?, _ kept: [KeptService]) throws -> SuiteGateway {
        let surroundings = context.surroundings
        let denials = DenialLog(monotonic: surroundings.monotonic, say: say)
        do {
            return SuiteGateway(
                transport: ZeroMQTransport(), clients: try .ipc(folder.clientSocket),
                workers: try .ipc(folder.workerSocket),
                doors: NetworkDoors(addresses, keys: folder.keyFolder, surroundings: surroundings, say: say),
                settings: bounds, clock: clock,
                principals: try Principals(path: folder.principals, surroundings: surroundings, denials: denials),
                denials: denials, expected: services,
                restarts: { Dictionary(kept.map { ($0.program.service, $0.restarts) }, uniquingKeysWith: { $1 }) },
                surroundings: surroundings, say: say)
        } catch let error as TransportError {
            throw UsageError(error.description, next: "give another folder with --data")
        }
    }

    private func program(of service: String) throws(UsageError) -> ChildProgram {
        try ChildProgram(
            service: service, folder: folder, isManualClock: clockStart != nil, database: settings.database.value,
            further: try MetricsPorts(settings).flags(of: service) + settings.logFormat.value.flags,
            program: context.program, environment: context.environment)
    }

    /// The manual clock if one is wanted. One that is there already is never set back.
    private func openClock() throws(UsageError) -> SuiteClock? {
        guard let clockStart else {
            if access(folder.clock, F_OK) == 0 {
                say("the folder has a manual clock, which is not used; --clock INSTANT uses it")
            }
            return nil
        }
        do throws(SuiteClock.Problem) {
            let clock = try SuiteClock(path: folder.clock, createAt: clockStart.microseconds)
            let now = Instant(microseconds: clock.now)
            if now > clockStart { say("the clock of this folder is at \(now) already, and stays there") }
            if now < clockStart { try clock.advance(to: clockStart.microseconds) }
            return clock
        } catch { throw UsageError(error.description) }
    }

    /// Serves the gateway's page, if it is to have one.
    private func serveMetrics(of gateway: SuiteGateway, _ kept: [KeptService]) throws(UsageError) -> ExpositionServer? {
        guard let address = settings.metrics.value else { return nil }
        do throws(ExpositionError) {
            let page = GatewayMeasure.page(of: gateway, restarts: { kept.map { ($0.program.service, $0.restarts) } })
            let server = try ExpositionServer(page, at: address, surroundings: context.surroundings)
            server.start()
            say("metrics of the gateway: \(server.address.url)")
            for service in kept.map(\.program.service) {
                guard let place = try MetricsPorts(settings).address(of: service), place.port > 0 else { continue }
                say("metrics of \(service): \(place.url)")
            }
            return server
        } catch { throw UsageError(error.description, next: "give another address with --metrics") }
    }

    private func say(_ line: String) {
        guard settings.logFormat.value == .json else { return context.console.say(line) }
        let entry = LogLine(
            time: context.surroundings.machineInstant, level: "notice", service: GatewayContract.service.text,
            message: line)
        context.console.writeErrors(entry.bytes)
    }

    private func sayReady() {
        context.console.print(["ready \(folder.root)"])
        guard !settings.isQuiet else { return }
        let flag = settings.data.origin == .standard ? "" : " --data \(ShellWord.quoted(folder.root))"
        say("try: sauro status\(flag)")
        say("     sauro unit list\(flag)")
        say("Ctrl-C drains and ends it.")
    }
}

extension SuiteRun {
    /// Starts the services one after the other, each when the one before answers: they follow the registry's events.
    private func startAll(_ kept: [KeptService]) async -> News {
        do {
            guard !kept.isEmpty else { return .ready }
            let connection = try SuiteConnection(settings, to: .folder(folder), connect: context.connect)
            defer { connection.close() }
            for service in kept {
                if !settings.isQuiet { say("starting \(service.program.service)") }
                try service.start()
                guard try await waitForAnswer(of: service, connection) else { return .ended }
                if !settings.isQuiet { say("\(service.program.service) answers") }
            }
            return .ready
        } catch let error as UsageError {
            return .failed(error)
        } catch {
            return .failed(UsageError("the suite did not start: \(error)"))
        }
    }

    /// Asks a service how it is until it says. False when the task is cancelled meanwhile.
    private func waitForAnswer(of service: KeptService, _ connection: SuiteConnection) async throws -> Bool {
        let name = service.program.service
        let end = context.surroundings.monotonic() + Self.startMilliseconds
        guard let target = ServiceName(name) else { throw UsageError("\"\(name)\" is no name of a service") }
        while context.surroundings.monotonic() < end {
            do throws(Failure) {
                _ = try await connection.call(target, "\(name).health.check", .object([]), CallMetadata(deadline: 2000))
                return true
            } catch {
                guard !service.hasEnded else { throw failed(service, "\(name) ended before it answered") }
            }
            guard await Pause.take(milliseconds: Self.startPauseMilliseconds) else { return false }
        }
        throw failed(service, "\(name) did not answer within \(Self.startMilliseconds / 1000) s")
    }

    private func failed(_ service: KeptService, _ reason: String) -> UsageError {
        let log = LogTail(path: service.program.log, lines: Self.logLinesShown, start: service.logStart).text
        for line in log { say("  | \(line.onOneLine)") }
        return UsageError(reason, next: "its log is \(service.program.log)")
    }
}
