// The main program of every service: flags, store, gateway, until a signal says to leave.

import ArgumentParser
import CoreMetrics
import Exposition
import Fabric
import Logging
import MessageSchema
import ServiceLifecycle
import Storage
import Surroundings
import WireJSON

private import Glibc

/// Runs a service until it is told to leave.
public enum ServiceProgram {
    /// Reads the flags, runs the service, and leaves: with 0 after a clean drain, 2 for wrong flags, 1 for the rest.
    public static func run(_ blueprint: Blueprint) async -> Never {
        let arguments = Array(Swift.CommandLine.arguments.dropFirst())
        if arguments.contains("--version") {
            print("sauro-\(blueprint.contract.service) \(blueprint.release)")
            exit(ExitCode.ok.rawValue)
        }
        if arguments.first == MigrateProgram.word { MigrateProgram.run(blueprint, Array(arguments.dropFirst())) }
        if arguments.first == EngineProgram.word { EngineProgram.run(blueprint, Array(arguments.dropFirst())) }
        if arguments.contains("--verify") { await verify(blueprint, arguments) }
        let options: ServiceOptions
        do { options = try ServiceOptions.parse(ServiceEnvironment.completed(arguments)) } catch {
            complain(ServiceOptions.fullMessage(for: error))
            exit(ServiceOptions.exitCode(for: error).isSuccess ? 0 : ExitCode.usage.rawValue)
        }
        do {
            try await run(blueprint, options)
            exit(ExitCode.ok.rawValue)
        } catch {
            complain("sauro-\(blueprint.contract.service): \(error)", of: blueprint, options)
            exit(ExitCode.failed.rawValue)
        }
    }

    /// Looks at the data of a folder instead of serving it: prints a report, and leaves with 0, or 6 if something does
    /// not hold, or 1 if it cannot be opened.
    private static func verify(_ blueprint: Blueprint, _ arguments: [String]) async -> Never {
        do {
            let options = try VerifyOptions.parse(arguments)
            try ServiceOptions.check(database: options.database)
            let place = StorePlace(folder: options.data, database: options.database)
            let check = DataCheck(blueprint: blueprint, place: place, surroundings: .live)
            let report = options.brief ? try check.brief() : try await check.report()
            print(String(decoding: try WireJSON.encode(report), as: UTF8.self))
            exit(report.faults.isEmpty ? ExitCode.ok.rawValue : ExitCode.findings.rawValue)
        } catch {
            complain("sauro-\(blueprint.contract.service): \(VerifyOptions.message(for: error))")
            exit(ExitCode.failed.rawValue)
        }
    }

    private static func run(_ blueprint: Blueprint, _ options: ServiceOptions) async throws {
        let surroundings = try options.clockFile.map { try SuiteClock(path: $0).surroundings() } ?? .live
        let format = try options.format
        let levels = LogSwitch(try options.level, monotonic: surroundings.monotonic)
        let logger = Logger(label: blueprint.contract.service.text) { label -> any LogHandler in
            switch format {
            case .text: SwitchedLogHandler(StreamLogHandler.standardError(label: label), levels)
            case .json:
                SwitchedLogHandler(
                    JSONLogHandler(service: label, machineTime: Surroundings.systemMachineTime), levels)
            }
        }
        let mark = DataMark(folder: options.data, service: blueprint.contract.service)
        if options.database == nil { try mark.refuseEmptiness() }
        let exposition = try options.metrics.map { try serveMetrics(of: blueprint, at: $0, logger) }
        defer { exposition?.server.stop() }
        let instance = try ServiceInstance(
            blueprint, folder: options.data,
            network: ServiceNetwork(
                transport: ZeroMQTransport(), workers: try options.gateway.map { try Endpoint($0) },
                clients: try options.client.map { try Endpoint($0) }, workerKey: try options.key.map(KeyFile.read),
                clientKey: try options.clientKey.map(KeyFile.read)),
            settings: try options.settings, surroundings: surroundings, drainSeconds: options.drainSeconds,
            logger: logger, levels: levels, exposition: exposition?.page)
        mark.set()
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: instance, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(options.drainSeconds + 5)
        let leaving = Leaving()
        if options.watchStdin { leaving.hearEndOfInput() }
        try await run(ServiceGroup(configuration: configuration), until: leaving)
    }

    /// Serves a page from now on, so that a service that waits for others can be seen waiting.
    private static func serveMetrics(
        of blueprint: Blueprint, at address: String, _ logger: Logger
    ) throws -> (page: Exposition, server: ExpositionServer) {
        let page = blueprint.exposition()
        let server = try ExpositionServer(page, at: try PageAddress(address), surroundings: .live)
        // What libraries measure stands on the page, too.
        MetricsSystem.bootstrap(page)
        server.start()
        logger.info("metrics", metadata: ["address": "\(server.address.url)"])
        return (page, server)
    }

    private static func run(_ group: ServiceGroup, until leaving: Leaving) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await _ in leaving.words { await group.triggerGracefulShutdown() } }
            try await group.run()
            tasks.cancelAll()
        }
    }

    /// What ends a run stands in the log's own form.
    private static func complain(_ text: String, of blueprint: Blueprint, _ options: ServiceOptions) {
        guard options.logFormat == LogFormat.json.rawValue else { return complain(text) }
        let line = LogLine(
            time: Instant(microseconds: Surroundings.systemMachineTime() * 1000), level: "critical",
            service: blueprint.contract.service.text, message: text)
        JSONLogHandler.standardError(line.bytes)
    }

    static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        // Nothing is left to do when even the complaint cannot be written.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
