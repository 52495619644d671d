// `sauro doctor`: what is wrong with this machine and this suite, and what to do next.

import ArgumentParser
import Fabric
import MessageSchema
import Surroundings
import WireJSON

struct DoctorCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this machine and the suite, and say what to do.",
        discussion: """
            Each line is ok, warn, fail or skipped; below what is wrong stands the next step. It works with the suite \
            down, and then leaves out what only running services know. It changes nothing. Exit code 6 when there are \
            findings.
            """)
    @ArgumentParser.Flag(help: "Verify the journals' hash chains, too; that reads every entry.") var deep = false
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let findings = try await Self.findings(context, settings, isDeep: deep)
        switch settings.output.value {
        case .text: context.console.print(context.paper(settings).lines(of: findings))
        default: context.show(list: findings.map(\.json), settings)
        }
        return findings.contains(where: \.isFinding) ? .findings : .ok
    }

    /// All that can be found out: of the folder if the settings lead to one, of the suite if it runs.
    static func findings(
        _ context: CommandContext, _ settings: Settings, isDeep: Bool
    ) async throws -> [DoctorFinding] {
        let services = ServiceChoice.all.filter { $0 != GatewayContract.service.text }
        var findings: [DoctorFinding] = []
        switch try settings.route() {
        case .folder(let folder):
            findings += MachineDoctor(
                folder: folder, services: services,
                backupFolder: BackupFlag.folder(nil, folder, context.environment).root,
                surroundings: context.surroundings
            ).findings()
        case .gateways:
            findings.append(.skipped("data folder", "the suite is called over the network; run this on its machine"))
        }
        do throws(Failure) {
            let answers = try await answers(context, settings, isDeep: isDeep)
            findings.append(.ok("gateway", "the suite answers"))
            findings += SuiteDoctor(answers: answers).findings()
        } catch {
            findings.append(
                .warn(
                    "gateway", "the suite does not answer: \(error.message)",
                    next: "start it with sauro up; what only running services know was left out"))
        }
        return findings
    }

    private static func answers(
        _ context: CommandContext, _ settings: Settings, isDeep: Bool
    ) async throws(Failure) -> SuiteAnswers {
        let watch = try SuiteWatch(context, settings)
        defer { watch.connection.close() }
        let status = try await watch.status()
        let places = SuiteWatch.places(status).filter { $0.service != GatewayContract.service }
        let begun = context.surroundings.monotonic()
        let instances = await watch.ask("instance.show", of: places, as: InstanceReport.self)
        let took = context.surroundings.monotonic() - begun
        var answers = SuiteAnswers(
            status: status, instances: instances, now: context.surroundings.machineTime(), took: took)
        if isDeep {
            // One instance of each service: they share the journal.
            var first: [String: InstancePlace] = [:]
            for place in places where first[place.service.text] == nil { first[place.service.text] = place }
            answers.verified = await watch.patient.ask(
                "journal.verify", of: first.values.sorted { $0.service.text < $1.service.text },
                as: VerifyJournal<GatewayContract>.Reply.self)
        }
        return answers
    }
}
