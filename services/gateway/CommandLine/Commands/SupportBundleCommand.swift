// `sauro support-bundle`: one file for those who help from afar.

import ArgumentParser
import Fabric
private import Glibc
import MessageSchema
import Surroundings
import WireJSON

struct SupportBundleCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "support-bundle", abstract: "Collect what those who help need into one redacted file.",
        discussion: """
            Status, versions, settings with their origins, figures of every instance, the doctor's findings, sizes of \
            files and the ends of the logs. No data of people, no keys, no rows: texts are redacted, and MANIFEST.json \
            says what is in it and how much was taken out. Works with the suite down. Exit code 8 when something could \
            not be collected.
            """)
    @Option(help: "Where to write it; sauro-support-TIME.tar.gz in this folder when left out.") var file: String?
    @ArgumentParser.Flag(help: "Verify the journals' hash chains, too; that reads every entry.") var deep = false
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let made = context.surroundings.machineInstant
        let name = "sauro-support-" + made.text.prefix(19).filter { !"-:".contains($0) } + "Z"
        let path = file ?? "\(name).tar.gz"
        var bundle = SupportBundle(made: made)
        let services = ServiceChoice.all.filter { $0 != GatewayContract.service.text }
        bundle.add("settings.json", .array(ConfigCommand.Show.rows(settings, showsOrigin: true)), "settings in force")
        if case .folder(let folder) = try settings.route() {
            bundle.addMachine(folder, services: services)
        } else {
            bundle.lacks("the suite is called over the network: its files and logs are not here")
        }
        let findings = try await DoctorCommand.findings(context, settings, isDeep: deep)
        bundle.add("doctor.json", .array(findings.map(\.nameless.json)), "what sauro doctor found, without names")
        do throws(Failure) { try await Self.addSuite(&bundle, context, settings) } catch {
            bundle.lacks("the suite does not answer: \(error.message) (\(error.name))")
        }
        try Self.write(bundle.archive(named: name), to: path)
        show(bundle, path, context, settings)
        return bundle.missing.isEmpty ? .ok : .partly
    }

    private static func addSuite(
        _ bundle: inout SupportBundle, _ context: CommandContext, _ settings: Settings
    ) async throws(Failure) {
        let watch = try SuiteWatch(context, settings)
        defer { watch.connection.close() }
        let status = try await watch.status()
        bundle.add("status.json", JSONValue.written(status), "services, instances and counters as the gateway has them")
        let places = SuiteWatch.places(status)
        let services = places.filter { $0.service != GatewayContract.service }
        let reports = await watch.ask("instance.show", of: services, as: InstanceReport.self)
        bundle.add(
            "instances.json", .array(reports.compactMap { $0.reply.map(JSONValue.written) }),
            "each instance: calls, queues, journal heads, lag, disk, schema versions")
        let levels = await watch.ask("log.show", of: places, as: LogState.self)
        bundle.add("levels.json", .array(levels.compactMap { $0.reply.map(JSONValue.written) }), "log levels")
        for service in SuiteWatch.absent(status) { bundle.lacks("\(service) does not run") }
        for answer in reports {
            guard let failure = answer.failure else { continue }
            bundle.lacks("\(answer.place.short) did not answer: \(failure.message) (\(failure.name))")
        }
    }

    /// Writes a new file, its owner's only.
    private static func write(_ bytes: [UInt8], to path: String) throws(UsageError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw UsageError(
                "\(path) cannot be written: \(String(cString: strerror(errno)))", next: "give another --file")
        }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                let reason = String(cString: strerror(errno))
                unlink(path)
                throw UsageError("\(path) cannot be written: \(reason)", next: "give another --file")
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private func show(_ bundle: SupportBundle, _ path: String, _ context: CommandContext, _ settings: Settings) {
        switch settings.output.value {
        case .text: context.console.print([path])
        case .json, .jsonl:
            context.show(object: .members([("file", .string(path)), ("manifest", bundle.manifest)]), settings)
        case .none: break
        }
        for sentence in bundle.missing { context.console.say("missing: \(sentence)") }
        guard !settings.isQuiet, settings.output.value == .text else { return }
        context.console.say("look through it before you hand it on: tar -tvzf \(ShellWord.quoted(path))")
    }
}

extension JSONValue {
    /// A reply as JSON again.
    static func written(_ value: some Encodable) -> JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value)) } catch {
            preconditionFailure("a reply that was read was not written: \(error)")
        }
    }
}
