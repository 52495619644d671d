// The flags of a service's program.

import ArgumentParser
import Logging
import MessageSchema
import Storage

/// How a service is started; `sauro up` gives these flags to its children.
struct ServiceOptions: ParsableArguments {
    @Option(help: "The folder that holds the service's data.")
    var data: String

    @Option(help: databaseHelp)
    var database: String?

    @Option(help: "The gateway's socket for services, or tcp://HOST:PORT/KEY; once for each gateway.")
    var gateway: [String]

    @Option(help: "The gateway's socket for clients, or tcp://HOST:PORT/KEY, to follow others; once for each gateway.")
    var client: [String]

    @Option(help: "The file of this instance's key pair, for gateways of a network.")
    var key: String?

    @Option(help: "The file of the key pair under which it follows others, for gateways of a network.")
    var clientKey: String?

    @Option(help: "The manual suite clock; without it the machine's clock counts.")
    var clockFile: String?

    @Flag(help: "Leave when standard input ends, so as not to outlive the program that started this one.")
    var watchStdin = false

    @Option(help: "Seconds that running requests may take to finish when the service is told to leave.")
    var drainSeconds = 10

    @Option(help: "Days of suite time for which idempotency keys are kept.")
    var idempotencyDays: Int64 = 7

    @Option(help: "The folder in which it writes copies of its data for backups; none are written without.")
    var backups: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = "info"

    @Option(help: "When an older database is upgraded at the start: always, never, or if the last release may run on.")
    var migrate = UpgradeWord.expand

    @Flag(name: .customLong("verify"), help: "Check the data instead of serving it; takes --data and --database only.")
    var verifies = false

    @Option(help: "How the log is written: text, or json, an object a line.")
    var logFormat = "text"

    @Option(help: "Serve metrics to Prometheus at HOST:PORT, such as 127.0.0.1:9464; nowhere when left out.")
    var metrics: String?

    @Flag(name: .customLong("version"), help: "Print the version and leave.")
    var showsVersion = false
}

/// How a service's program looks at data instead of serving it.
struct VerifyOptions: ParsableArguments {
    @Flag(help: "Check the data of the folder, print a report, and leave.")
    var verify = false

    @Flag(help: "Only say where the journal ends; changes nothing.")
    var brief = false

    @Option(help: "The folder that holds the data; unless --brief, its schema is brought up to date.")
    var data: String

    @Option(help: ServiceOptions.databaseHelp)
    var database: String?
}

extension ServiceOptions {
    static let databaseHelp: ArgumentHelp =
        "The data is in PostgreSQL: postgresql://USER@HOST/NAME, the password in a PGPASSFILE."

    /// Throws for what is no address of a database.
    static func check(database: String?) throws {
        guard database.map({ $0.hasPrefix("postgresql://") || $0.hasPrefix("postgres://") }) ?? true else {
            throw ValidationError("--database is postgresql://USER@HOST/NAME")
        }
    }

    /// The frame's bounds with what the flags change of them.
    var settings: FrameSettings {
        get throws {
            guard idempotencyDays > 0 else { throw ValidationError("--idempotency-days is at least 1") }
            try Self.check(database: database)
            var settings = FrameSettings()
            settings.database = database
            settings.store.idempotencyDays = idempotencyDays
            settings.store.schema.mode = migrate.mode
            settings.backups = backups
            return settings
        }
    }

    /// How the log is written.
    var format: LogFormat {
        get throws {
            guard let format = LogFormat(rawValue: logFormat) else {
                throw ValidationError("--log-format is \(LogFormat.form), not \"\(logFormat)\"")
            }
            return format
        }
    }

    /// The level as the log knows it.
    var level: Logger.Level {
        get throws {
            guard let level = Logger.Level(rawValue: logLevel) else {
                throw ValidationError("\"\(logLevel)\" is no log level; --help lists them")
            }
            return level
        }
    }
}

/// What `--migrate` says.
enum UpgradeWord: String, ExpressibleByArgument, CaseIterable {
    case always, expand, never

    var mode: SchemaPolicy.Mode {
        switch self {
        case .always: .always
        case .expand: .expand
        case .never: .never
        }
    }
}
