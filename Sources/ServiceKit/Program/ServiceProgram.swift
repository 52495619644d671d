// The main program of every service: flags, store, gateway, until a signal says to leave.

import ArgumentParser
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
        if arguments.contains("--verify") { await verify(blueprint, arguments) }
        let options: ServiceOptions
        do { options = try ServiceOptions.parse(arguments) } catch {
            complain(ServiceOptions.fullMessage(for: error))
            exit(ServiceOptions.exitCode(for: error).isSuccess ? 0 : ExitCode.usage.rawValue)
        }
        do {
            try await run(blueprint, options)
            exit(ExitCode.ok.rawValue)
        } catch {
            complain("sauro-\(blueprint.contract.service): \(error)")
            exit(ExitCode.failed.rawValue)
        }
    }

    /// Looks at the data of a folder instead of serving it: prints a report, and leaves with 0, or 6 if something does
    /// not hold, or 1 if it cannot be opened.
    private static func verify(_ blueprint: Blueprint, _ arguments: [String]) async -> Never {
        do {
            let options = try VerifyOptions.parse(arguments)
            let check = DataCheck(blueprint: blueprint, folder: options.data, surroundings: .live)
            let report = options.brief ? try check.brief() : try await check.report()
            print(String(decoding: try WireJSON.encode(report), as: UTF8.self))
            exit(report.faults.isEmpty ? ExitCode.ok.rawValue : ExitCode.findings.rawValue)
        } catch {
            complain("sauro-\(blueprint.contract.service): \(VerifyOptions.message(for: error))")
            exit(ExitCode.failed.rawValue)
        }
    }

    private static func run(_ blueprint: Blueprint, _ options: ServiceOptions) async throws {
        var logger = Logger(label: blueprint.contract.service.text) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = try options.level
        let surroundings = try options.clockFile.map { try SuiteClock(path: $0).surroundings() } ?? .live
        let instance = try ServiceInstance(
            blueprint, folder: options.data,
            network: ServiceNetwork(
                transport: ZeroMQTransport(), workers: try options.gateway.map { try Endpoint($0) },
                clients: try options.client.map { try Endpoint($0) }, workerKey: try options.key.map(KeyFile.read),
                clientKey: try options.clientKey.map(KeyFile.read)),
            settings: try options.settings, surroundings: surroundings, drainSeconds: options.drainSeconds,
            logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: instance, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(options.drainSeconds + 5)
        let leaving = Leaving()
        if options.watchStdin { leaving.hearEndOfInput() }
        try await run(ServiceGroup(configuration: configuration), until: leaving)
    }

    private static func run(_ group: ServiceGroup, until leaving: Leaving) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await _ in leaving.words { await group.triggerGracefulShutdown() } }
            try await group.run()
            tasks.cancelAll()
        }
    }

    static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        // Nothing is left to do when even the complaint cannot be written.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
