// `sauro check`: a plugin for Nagios and its heirs, in one program with the rest.

import ArgumentParser
private import Glibc
import MessageSchema
import Surroundings
import WireJSON

struct CheckCommand: CuratedCommand {
    static let name = "check"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Check services for a monitoring system.",
        discussion: """
            Makes a real call of each service and measures it; looks at its queues, at how far it is behind the \
            journals it follows, and at its disk. It prints one line with performance data. Its exit codes are those \
            of Nagios' plugins and not sauro's: 0 ok, 1 warning, 2 critical, 3 unknown.
            """)
    @Argument(help: "A service, or all.") var service: String = "all"
    @Option(help: "Seconds for an answer that are a warning.") var warn: Double = 1
    @Option(help: "Seconds for an answer that are critical.") var critical: Double = 5
    @Option(help: "Seconds since the oldest event not settled by a consumer, for a warning.") var ageWarn: Double = 600
    @Option(help: "The same, critical.") var ageCritical: Double = 3600
    @Option(help: "Events behind a journal that is followed, for a warning.") var lagWarn: Double = 1000
    @Option(help: "The same, critical.") var lagCritical: Double = 10_000
    @Option(help: "Dead letters, for a warning.") var lettersWarn: Double = 1
    @Option(help: "The same, critical.") var lettersCritical: Double = 100
    @Option(help: "Hundredths of the disk that are free, for a warning.") var diskWarn: Double = 15
    @Option(help: "The same, critical.") var diskCritical: Double = 5
    @Option(help: "nagios, prometheus or json; -o json is the same as the last.") var format: String?
    @OptionGroup var common: CommonFlags

    private enum Format: String, CaseIterable {
        case nagios, prometheus, json
    }

    /// What wrong flags and the like are to who called: Nagios' exit code for them, and a line on standard output,
    /// where Nagios looks.
    static func report(_ error: any Error, _ context: CommandContext) -> MessageSchema.ExitCode {
        let (state, words) =
            switch error {
            case let failure as Failure where failure.kind == .unavailable || failure.kind == .deadlineExceeded:
                (CheckState.critical, "the suite does not answer: \(failure.message)")
            case let failure as Failure: (.unknown, "\(failure.message) (\(failure.name))")
            case let usage as UsageError: (.unknown, usage.message)
            default: (.unknown, "\(error)")
            }
        context.console.print(["SAURO \(state.word) - \(words.onOneLine.replacing("|", with: "/"))"])
        return code(state)
    }

    /// The numbers are Nagios'; the words that the same numbers have elsewhere do not count here.
    private static func code(_ state: CheckState) -> MessageSchema.ExitCode {
        MessageSchema.ExitCode(rawValue: state.rawValue) ?? .notFound
    }

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let (format, bounds) = (try format(settings), try bounds())
        let known = ServiceChoice.all.filter { $0 != GatewayContract.service.text }
        let chosen = try ServiceChoice.services(service, among: known)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let checks = try await Self.checks(
            known.filter { chosen.isEmpty || chosen.contains($0) }, SuiteWatch(connection: connection), bounds)
        switch format {
        case .nagios: context.console.print([CheckText.nagios(checks)])
        case .prometheus: context.console.print(CheckText.prometheus(checks))
        case .json: context.console.print(json: CheckText.json(checks), pretty: settings.output.value != .jsonl)
        }
        return Self.code(CheckText.state(checks))
    }

    private func format(_ settings: Settings) throws(UsageError) -> Format {
        guard let format else {
            return settings.output.value == .json || settings.output.value == .jsonl ? .json : .nagios
        }
        guard let known = Format(rawValue: format) else {
            throw UsageError("--format is nagios, prometheus or json, not \"\(format.onOneLine)\"")
        }
        return known
    }

    private func bounds() throws(UsageError) -> CheckBounds {
        let rising = [
            ("", warn, critical), ("age-", ageWarn, ageCritical), ("lag-", lagWarn, lagCritical),
            ("letters-", lettersWarn, lettersCritical), ("disk-", diskCritical, diskWarn),
        ]
        for (name, low, high) in rising where !(low >= 0 && low <= high && high.isFinite) {
            let words =
                name == "disk-" ? "--disk-critical exceeds --disk-warn" : "--\(name)warn exceeds --\(name)critical"
            throw UsageError("\(words), or one of them is no number from 0 on")
        }
        return CheckBounds(
            answer: CheckLimits(warning: warn, critical: critical),
            age: CheckLimits(warning: ageWarn, critical: ageCritical),
            lag: CheckLimits(warning: lagWarn, critical: lagCritical),
            letters: CheckLimits(warning: lettersWarn, critical: lettersCritical),
            disk: CheckLimits(warning: diskWarn, critical: diskCritical, isFloor: true))
    }

    /// Looks at services; the journals that they follow are the others', so all instances are asked.
    static func checks(
        _ services: [String], _ watch: SuiteWatch, _ bounds: CheckBounds
    ) async throws -> [ServiceCheck] {
        let status = try await watch.status()
        let places = SuiteWatch.places(status).filter { $0.service != GatewayContract.service }
        let answers = await watch.ask("instance.show", of: places, as: InstanceReport.self)
        let reports = answers.compactMap(\.reply)
        var heads: [String: (journal: String, sequence: Int64)] = [:]
        for report in reports where report.sequence >= heads[report.service]?.sequence ?? 0 {
            heads[report.service] = (report.journal, report.sequence)
        }
        var checks: [ServiceCheck] = []
        for service in services {
            let call = await timedCall(of: service, watch)
            checks.append(
                ServiceCheck(
                    service, answered: call.milliseconds, failure: call.failure,
                    reports: reports.filter { $0.service == service }, heads: heads, bounds: bounds))
        }
        return checks
    }

    /// A call that goes all the way to the database and back.
    private static func timedCall(
        of service: String, _ watch: SuiteWatch
    ) async -> (milliseconds: Double?, failure: Failure?) {
        guard let name = ServiceName(service) else { return (nil, nil) }
        let begun = Surroundings.readClock(CLOCK_MONOTONIC)
        do throws(Failure) {
            _ = try await watch.connection.call(name, "\(service).health.check", .object([]), watch.metadata)
        } catch { return (nil, error) }
        return (Double(Surroundings.readClock(CLOCK_MONOTONIC) - begun) / 1000, nil)
    }
}
