// A line of a log as JSON: one object, never broken, for machines that gather logs. The same for every program.

internal import WireJSON

/// How a program writes its log.
public enum LogFormat: String, CaseIterable, Sendable {
    case text, json

    /// What there is, for sentences.
    public static let form = "text or json"

    /// What a program is told to write like that.
    public var flags: [String] { self == .text ? [] : ["--log-format", rawValue] }
}

/// One line of a log.
public struct LogLine: Sendable {
    /// When, by the machine's clock.
    public var time: Instant
    /// As swift-log spells levels.
    public var level: String
    public var service: String
    public var message: String
    /// By name, in the order in which it is to stand.
    public var metadata: [(name: String, value: String)]

    public init(
        time: Instant, level: String, service: String, message: String, metadata: [(name: String, value: String)] = []
    ) {
        self.time = time
        self.level = level
        self.service = service
        self.message = message
        self.metadata = metadata
    }

    /// The line with its line break: `ts`, `level`, `service`, `message`, `traceId` if it has a trace, `metadata` if it
    /// has any. Control characters are escaped, so that a line is a line.
    public var bytes: [UInt8] {
        var members = [("ts", time.text), ("level", level), ("service", service), ("message", message)].map(Self.member)
        if let traceId { members.append(Self.member("traceId", traceId)) }
        if !metadata.isEmpty {
            members.append(JSONMember(key: "metadata", value: .object(metadata.map { Self.member($0.name, $0.value) })))
        }
        do { return try WireJSON.encode(JSONValue.object(members)) + [UInt8(ascii: "\n")] } catch {
            preconditionFailure("texts by name are JSON: \(error)")
        }
    }

    private static func member(_ name: String, _ text: String) -> JSONMember {
        JSONMember(key: name, value: .string(text))
    }

    /// The id in `trace`, which is one, or a trace context of W3C around one: `00-ID-SPAN-01`.
    private var traceId: String? {
        guard let trace = metadata.first(where: { $0.name == "trace" })?.value else { return nil }
        let parts = trace.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 4 ? String(parts[1]) : trace
    }
}
