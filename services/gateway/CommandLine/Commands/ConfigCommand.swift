// `sauro config show`: the settings in force, and which source won.

import ArgumentParser
import Exposition
import MessageSchema
import WireJSON

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the settings in force and where they come from.",
        subcommands: [Show.self])

    struct Show: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the settings in force.",
            discussion: """
                A flag wins over the environment (SAURO_DATA, SAURO_GATEWAY, SAURO_KEY, SAURO_OUTPUT, SAURO_AS, \
                SAURO_TIMEOUT, SAURO_DATABASE, SAURO_METRICS, SAURO_LOG_FORMAT, SAURO_CONTEXT, NO_COLOR), that over \
                the context and then the top of $XDG_CONFIG_HOME/sauro/config.yaml, that over the default. Gateways \
                win over a data folder from the same source or a weaker one.
                """)
        @ArgumentParser.Flag(help: "Show which source each value comes from.") var origin = false
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            return context.show(list: Self.rows(settings, showsOrigin: origin), settings)
        }

        /// A row a setting, with the source that won if that is wanted.
        static func rows(_ settings: Settings, showsOrigin: Bool) -> [JSONValue] {
            func row(_ name: String, _ value: String?, _ origin: Origin) -> JSONValue {
                .members([
                    ("setting", .string(name)), ("value", .string(value ?? "-")),
                    ("origin", showsOrigin ? .string(origin.description) : nil),
                ])
            }
            let gateways = settings.gateways.value.isEmpty ? nil : settings.gateways.value.joined(separator: ",")
            let timeout = settings.timeout.value.map { "\($0) ms" }
            return [
                row("data", settings.data.value, settings.data.origin),
                row("database", settings.database.value, settings.database.origin),
                row("gateways", gateways, settings.gateways.origin),
                row("key", settings.key.value, settings.key.origin),
                row("output", settings.output.value.rawValue, settings.output.origin),
                row("as", settings.actAs.value, settings.actAs.origin),
                row("timeout", timeout ?? "\(CallMetadata.deadlineDefault) ms", settings.timeout.origin),
                row("metrics", settings.metrics.value?.description, settings.metrics.origin),
                row("logFormat", settings.logFormat.value.rawValue, settings.logFormat.origin),
                row("context", settings.context.value, settings.context.origin),
                row("colour", settings.hasColour.value ? "on terminals" : "never", settings.hasColour.origin),
            ]
        }
    }
}
