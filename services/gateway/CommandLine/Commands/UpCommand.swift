// `sauro up` and `sauro broker`: run the suite, or its gateway alone.

import ArgumentParser
import Fabric
import MessageSchema

struct UpCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Run the whole suite on this machine until a signal.",
        discussion: """
            Starts the services as child processes, waits until each answers, starts one that dies again. SIGINT and \
            SIGTERM drain and end with exit code 0; a second signal ends at once; SIGHUP reads the principals and the \
            keys again. All data lies in one folder.
            """)
    @Option(help: "Run on a manual clock that begins at this instant; `sauro clock advance` moves it.")
    var clock: String?
    @Option(help: "The services to start, by commas; all when left out.") var services: String?
    @OptionGroup var database: DatabaseFlag
    @OptionGroup var gateway: GatewayFlags
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(database.over(gateway.over(common.settings)))
        let services = try Self.services(self.services)
        return try await SuiteRun(
            settings: settings, context: context, services: services, clockStart: try ClockFlag.instant(clock),
            addresses: try gateway.addresses, bounds: try gateway.bounds
        ).run()
    }

    /// Every service but the gateway, the registry first: the others follow its events.
    static var known: [String] {
        let all = Catalogue.contracts.map { $0.service }.filter { $0 != GatewayContract.service }.map(\.text)
        return all.filter { $0 == "registry" } + all.filter { $0 != "registry" }
    }

    static func services(_ text: String?) throws(UsageError) -> [String] {
        guard let text else { return known }
        let named = text.split(separator: ",").map { String($0.trimmingPrefix(" ")) }
        for name in named where !known.contains(name) {
            throw UsageError(
                "there is no service \"\(name)\"\(NearestMatch.hint(name, among: known))",
                next: "the services are \(known.joined(separator: ", "))")
        }
        guard !named.isEmpty else { throw UsageError("--services names none; `sauro broker` runs the gateway alone") }
        return known.filter(named.contains)
    }
}

struct BrokerCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "Run the gateway alone, for services that are started elsewhere.",
        discussion: """
            Services connect to run/worker.ipc of the data folder, clients to run/client.ipc; over TCP, with keys, to \
            the addresses that it is told to listen at. SIGHUP reads the principals and the keys again.
            """)
    @Option(help: "Run on a manual clock that begins at this instant.") var clock: String?
    @OptionGroup var gateway: GatewayFlags
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(gateway.over(common.settings))
        return try await SuiteRun(
            settings: settings, context: context, services: [], clockStart: try ClockFlag.instant(clock),
            addresses: try gateway.addresses, bounds: try gateway.bounds
        ).run()
    }
}

/// Where the gateway listens over TCP, what it takes of one connection, and how it is watched.
struct GatewayFlags: ParsableArguments {
    @Option(help: "Listen for clients over TCP, with CURVE: tcp://HOST:PORT, such as tcp://0.0.0.0:5570.")
    var listenClients: String?
    @Option(help: "Listen for services over TCP, with CURVE, such as tcp://0.0.0.0:5571.") var listenWorkers: String?
    @Option(help: "Where clients go while the gateway's key is replaced; the same host and port 5572 when left out.")
    var secondClients: String?
    @Option(help: "Where services go while the gateway's key is replaced; the same host and port 5573 when left out.")
    var secondWorkers: String?
    @Option(help: "Requests that one connection may wait for.") var connectionRequests: Int?
    @Option(help: "Requests that one connection may send in a second.") var connectionRate: Int?
    @Option(
        help: """
            Serve metrics to Prometheus at HOST:PORT, such as 127.0.0.1:9464; services that `up` starts take the ports \
            after it. Nowhere when left out.
            """)
    var metrics: String?
    @Option(help: "Write logs as text, or as JSON, an object a line.") var logFormat: String?

    /// The settings that these flags say, and the others.
    func over(_ settings: SettingFlags) -> SettingFlags {
        SettingFlags(metrics: metrics, logFormat: logFormat).over(settings)
    }

    var addresses: GatewayAddresses {
        get throws(UsageError) {
            try GatewayAddresses(
                clients: listenClients, workers: listenWorkers, secondClients: secondClients,
                secondWorkers: secondWorkers)
        }
    }

    var bounds: BrokerSettings {
        get throws(UsageError) {
            var bounds = BrokerSettings()
            for (name, value) in [("requests", connectionRequests), ("rate", connectionRate)] {
                guard value.map({ (1...1_000_000).contains($0) }) ?? true else {
                    throw UsageError("--connection-\(name) is 1 to 1,000,000")
                }
            }
            bounds.connectionRequestsMax = connectionRequests ?? bounds.connectionRequestsMax
            bounds.connectionRatePerSecond = connectionRate ?? bounds.connectionRatePerSecond
            return bounds
        }
    }
}

/// The flag `--clock`.
enum ClockFlag {
    static func instant(_ text: String?) throws(UsageError) -> Instant? {
        guard let text else { return nil }
        do throws(ValueError) { return try Instant(text) } catch { throw UsageError("--clock: \(error.message)") }
    }
}
