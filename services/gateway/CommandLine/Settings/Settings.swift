// What a command works with, and where each value came from: flag, environment, file, default, in this order.

import Exposition
import MessageSchema

/// A value and who said it.
struct Setting<Value: Sendable & Equatable>: Sendable, Equatable {
    var value: Value
    var origin: Origin
}

/// Who said a value.
enum Origin: Sendable, Equatable, CustomStringConvertible {
    case flag(String)
    case environment(String)
    /// A file, and the context of it, if it was one.
    case file(path: String, context: String?)
    case standard

    var description: String {
        switch self {
        case .flag(let name): "flag --\(name)"
        case .environment(let name): "environment \(name)"
        case .file(let path, let context): "file \(path)" + (context.map { ", context \($0)" } ?? "")
        case .standard: "default"
        }
    }

    /// The stronger the higher.
    var rank: Int {
        switch self {
        case .flag: 4
        case .environment: 3
        case .file(_, .some): 2
        case .file(_, .none): 1
        case .standard: 0
        }
    }
}

/// The settings that flags can give to every command.
struct SettingFlags: Sendable, Equatable {
    var data: String?
    /// A PostgreSQL connection string.
    var database: String?
    var output: String?
    var actAs: String?
    var timeout: String?
    var context: String?
    /// Addresses by commas.
    var gateways: String?
    var key: String?
    var metrics: String?
    var logFormat: String?
    var isQuiet = false

    /// Takes a value; one more gateway joins those that were named before.
    mutating func say(_ value: String, at place: WritableKeyPath<SettingFlags, String?>) {
        let before = place == \.gateways ? gateways : nil
        self[keyPath: place] = before.map { "\($0),\(value)" } ?? value
    }

    /// These, and where they say nothing, the others.
    func over(_ other: SettingFlags) -> SettingFlags {
        SettingFlags(
            data: data ?? other.data, database: database ?? other.database, output: output ?? other.output,
            actAs: actAs ?? other.actAs,
            timeout: timeout ?? other.timeout, context: context ?? other.context,
            gateways: gateways ?? other.gateways, key: key ?? other.key,
            metrics: metrics ?? other.metrics, logFormat: logFormat ?? other.logFormat,
            isQuiet: isQuiet || other.isQuiet)
    }
}

/// The settings in force.
struct Settings: Sendable, Equatable {
    var context: Setting<String?>
    var data: Setting<String>
    /// Where `up` has the services keep their data; none for SQLite in the data folder.
    var database: Setting<String?>
    var output: Setting<OutputForm>
    var actAs: Setting<String?>
    /// Milliseconds.
    var timeout: Setting<Int64?>
    /// The gateways to call by; none for the data folder's own.
    var gateways: Setting<[String]>
    /// The file with the caller's key pair.
    var key: Setting<String?>
    /// Where `up` and `broker` serve metrics; nowhere if nobody says.
    var metrics: Setting<PageAddress?>
    /// How `up` and `broker`, and the services that `up` starts, write their logs.
    var logFormat: Setting<LogFormat>
    var hasColour: Setting<Bool>
    var isQuiet: Bool

    var suite: SuiteFolder { SuiteFolder(root: data.value) }

    /// Decides every setting. Throws what is malformed, and who said it.
    init(flags: SettingFlags, environment: [String: String], file: ConfigFile) throws(UsageError) {
        let said = environment.filter { !$0.value.isEmpty }
        var layers = Layers(flags: flags, environment: said, file: file)
        context =
            layers.pick("context", flags.context, "SAURO_CONTEXT", \.context) ?? .init(value: nil, origin: .standard)
        layers.values = try file.values(of: context.value, saidBy: context.origin)
        layers.context = context.value
        data = layers.pick("data", flags.data, "SAURO_DATA", \.data).map(Self.required) ?? Self.dataDefault(said)
        database = try DatabaseAddress.checked(
            layers.pick("database", flags.database, "SAURO_DATABASE", \.database))
        actAs = layers.pick("as", flags.actAs, "SAURO_AS", \.actAs) ?? .init(value: nil, origin: .standard)
        output = try Self.output(layers.pick("output", flags.output, "SAURO_OUTPUT", \.output))
        timeout = try Self.timeout(layers.pick("timeout", flags.timeout, "SAURO_TIMEOUT", \.timeout))
        gateways = try SuiteRoute.gateways(layers.pick("gateway", flags.gateways, "SAURO_GATEWAY", \.gateways))
        key = layers.pick("key", flags.key, "SAURO_KEY", \.key) ?? .init(value: nil, origin: .standard)
        metrics = try Self.metrics(layers.pick("metrics", flags.metrics, "SAURO_METRICS", \.metrics))
        logFormat = try Self.logFormat(layers.pick("log-format", flags.logFormat, "SAURO_LOG_FORMAT", \.logFormat))
        hasColour =
            said["NO_COLOR"] == nil
            ? .init(value: true, origin: .standard) : .init(value: false, origin: .environment("NO_COLOR"))
        isQuiet = flags.isQuiet
    }

    private static func required(_ setting: Setting<String?>) -> Setting<String> {
        Setting<String>(value: setting.value ?? "", origin: setting.origin)
    }

    /// `$XDG_DATA_HOME/sauro` (XDG Base Directory Specification).
    private static func dataDefault(_ environment: [String: String]) -> Setting<String> {
        let home = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? ".") + "/.local/share"
        return .init(value: home + "/sauro", origin: .standard)
    }

    private static func output(_ said: Setting<String?>?) throws(UsageError) -> Setting<OutputForm> {
        guard let said, let text = said.value else { return .init(value: .text, origin: .standard) }
        guard let form = OutputForm(rawValue: text) else {
            throw UsageError(
                "output is \(OutputForm.form), not \"\(text)\" (\(said.origin))")
        }
        return .init(value: form, origin: said.origin)
    }

    private static func metrics(_ said: Setting<String?>?) throws(UsageError) -> Setting<PageAddress?> {
        guard let said, let text = said.value else { return .init(value: nil, origin: .standard) }
        do throws(ExpositionError) { return .init(value: try PageAddress(text), origin: said.origin) } catch {
            throw UsageError("\(error) (\(said.origin))")
        }
    }

    private static func logFormat(_ said: Setting<String?>?) throws(UsageError) -> Setting<LogFormat> {
        guard let said, let text = said.value else { return .init(value: .text, origin: .standard) }
        guard let format = LogFormat(rawValue: text) else {
            throw UsageError("the log's format is \(LogFormat.form), not \"\(text)\" (\(said.origin))")
        }
        return .init(value: format, origin: said.origin)
    }

    private static func timeout(_ said: Setting<String?>?) throws(UsageError) -> Setting<Int64?> {
        guard let said, let text = said.value else { return .init(value: nil, origin: .standard) }
        guard let milliseconds = WaitingTime.milliseconds(text) else {
            throw UsageError("\(WaitingTime.form), not \"\(text)\" (\(said.origin))")
        }
        return .init(value: milliseconds, origin: said.origin)
    }
}

/// The sources of one setting, asked in order.
private struct Layers {
    var flags: SettingFlags
    var environment: [String: String]
    var file: ConfigFile
    var values: ConfigFile.Values
    var context: String?

    init(flags: SettingFlags, environment: [String: String], file: ConfigFile) {
        self.flags = flags
        self.environment = environment
        self.file = file
        values = file.common
    }

    func pick(
        _ name: String, _ flag: String?, _ variable: String, _ member: KeyPath<ConfigFile.Values, String?>
    ) -> Setting<String?>? {
        if let flag { return .init(value: flag, origin: .flag(name)) }
        if let value = environment[variable] { return .init(value: value, origin: .environment(variable)) }
        if let context, let own = file.contexts[context]?[keyPath: member] {
            return .init(value: own, origin: .file(path: file.path, context: context))
        }
        return values[keyPath: member].map { .init(value: $0, origin: .file(path: file.path, context: nil)) }
    }
}

/// Reads waiting times: `250`, `250ms`, `10s`, `1m`.
enum WaitingTime {
    static let form = "a timeout is milliseconds, or a number with ms, s or m, up to 60s"

    static func milliseconds(_ text: String) -> Int64? {
        let units: [(suffix: String, factor: Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("", 1)]
        for unit in units where text.hasSuffix(unit.suffix) {
            let digits = text.dropLast(unit.suffix.count)
            guard digits.allSatisfy(\.isNumber), let number = Int64(digits), number <= 60_000 else { return nil }
            let milliseconds = number * unit.factor
            return (1...60_000).contains(milliseconds) ? milliseconds : nil
        }
        return nil
    }
}
