// The config file: settings for all suites, and contexts for several of them.

import MessageSchema
import Yams

/// `config.yaml` as it was read.
struct ConfigFile: Sendable, Equatable {
    /// What a file or one of its contexts says.
    struct Values: Sendable, Equatable {
        var data: String?
        /// A PostgreSQL connection string.
        var database: String?
        var output: String?
        var actAs: String?
        var timeout: String?
        /// Addresses by commas.
        var gateways: String?
        var key: String?
        var metrics: String?
        var logFormat: String?
        /// The context that holds when nothing else names one; at the top of the file only.
        var context: String?
    }

    var path: String
    var common = Values()
    var contexts: [String: Values] = [:]

    /// A file that is not there.
    static func absent(_ path: String) -> ConfigFile { ConfigFile(path: path) }

    /// `$XDG_CONFIG_HOME/sauro/config.yaml`, or `~/.config/sauro/config.yaml`.
    static func path(_ environment: [String: String]) -> String {
        let said = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return (said ?? (environment["HOME"] ?? ".") + "/.config") + "/sauro/config.yaml"
    }

    /// Reads the file if it is there.
    static func load(_ path: String) throws(UsageError) -> ConfigFile {
        guard let text = try FileText.read(path, bytesMax: Bounds.settingsBytesMax) else { return .absent(path) }
        return try ConfigFile(text: text, path: path)
    }

    private init(path: String) { self.path = path }

    /// Reads a text. Throws the line and the reason.
    init(text: String, path: String) throws(UsageError) {
        self.path = path
        guard let root = try YAMLText(text, source: path).onlyRoot() else { return }
        for (key, node) in try root.members("the config file", in: path) {
            guard key == "contexts" else {
                try Self.set(key, node, in: &common, path)
                continue
            }
            for (name, inner) in try node.members("contexts", in: path) {
                var values = Values()
                for (key, node) in try inner.members("context \(name)", in: path) {
                    guard key != "context" else { throw node.refused("a context names no context", in: path) }
                    try Self.set(key, node, in: &values, path)
                }
                contexts[name] = values
            }
        }
    }

    private static let keys = [
        "data", "database", "output", "as", "timeout", "gateways", "key", "metrics", "logFormat", "context",
    ]

    private static func set(_ key: String, _ node: Node, in values: inout Values, _ path: String) throws(UsageError) {
        guard let text = node.scalar?.string ?? (key == "gateways" ? list(node) : nil) else {
            throw node.refused("\(key) is a text\(key == "gateways" ? " or a list of texts" : "")", in: path)
        }
        switch key {
        case "data": values.data = text
        case "database": values.database = text
        case "output": values.output = text
        case "as": values.actAs = text
        case "timeout": values.timeout = text
        case "gateways": values.gateways = text
        case "key": values.key = text
        case "metrics": values.metrics = text
        case "logFormat": values.logFormat = text
        case "context": values.context = text
        default:
            let hint = NearestMatch.hint(key, among: keys + ["contexts"])
            throw node.refused("there is no setting \"\(key)\"\(hint)", in: path)
        }
    }

    /// The texts of a list by commas; nil if it is none.
    private static func list(_ node: Node) -> String? {
        guard let texts = node.sequence?.map(\.scalar?.string), !texts.contains(nil) else { return nil }
        return texts.compactMap { $0 }.joined(separator: ",")
    }

    /// What the file says without a context; refuses a context it does not have.
    func values(of context: String?, saidBy origin: Origin) throws(UsageError) -> Values {
        guard let context else { return common }
        guard contexts[context] != nil else {
            let hint = NearestMatch.hint(context, among: Array(contexts.keys))
            throw UsageError("there is no context \"\(context)\" (\(origin))\(hint)", next: "add it to \(path)")
        }
        return common
    }
}
