// What docs/monitoring.md says of metrics and alerts is what there is: every metric that a program declares has its
// line, every alert its entry, and no rule asks for a metric that nobody has.

import Exposition
import InsuranceApp
import NotificationsApp
import RegistryApp
import ServiceKit
import TasksApp
import TestGround
import Testing

import Foundation

@testable import GatewayCommandLine

@Suite("What is written about monitoring")
struct MonitoringDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static let blueprints = [
        RegistryService.blueprint, TasksService.blueprint, InsuranceService.blueprint, NotificationsService.blueprint,
    ]
    private static let all = Set(blueprints.flatMap(\.metrics) + GatewayMeasure.all)
    private static let ofProcess = Set(ProcessReadings.all)
    private static let business = Set(blueprints.flatMap { $0.measures.map(\.metric) })
    private static let ofServices = Set(blueprints[0].metrics).subtracting(ofProcess).subtracting(business)

    /// A metric as its line of the table has it, without its labels.
    private struct Line: Hashable {
        var name: String
        var kind: String
        var help: String

        init(_ metric: Metric) {
            let word =
                switch metric.kind {
                case .counter: "counter"
                case .gauge: "gauge"
                case .histogram: "histogram"
                }
            (name, kind, help) = (metric.exposedName, word, metric.help)
        }

        init?(_ row: Substring) {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 6, cells[1].hasPrefix("`") else { return nil }
            (name, kind, help) = (cells[1].trimmingCharacters(in: ["`"]), cells[2], cells[4])
        }
    }

    private func table(_ title: String) throws -> Set<Line> {
        let document = try Self.text("docs/monitoring.md")
        let start = try #require(document.range(of: "<!-- metrics of \(title) -->\n"), "no table of \(title)")
        let rows = document[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        return Set(rows.prefix { $0.hasPrefix("|") }.compactMap { Line($0) })
    }

    @Test("each metric that a program declares stands in its table, with its kind and what it is; and nothing else")
    func tables() throws {
        #expect(try table("every service") == Set(Self.ofServices.map(Line.init)))
        #expect(try table("the business") == Set(Self.business.map(Line.init)))
        let gateway = Set(GatewayMeasure.all).subtracting(Self.ofProcess)
        #expect(try table("the gateway") == Set(gateway.map(Line.init)))
        #expect(try table("every program") == Set(Self.ofProcess.map(Line.init)))
    }

    private struct Alert {
        var name: String
        var text: String
    }

    private func alerts() throws -> [Alert] {
        let parts = try Self.text("deploy/observe/alerts.yml").components(separatedBy: "      - alert: ").dropFirst()
        return parts.map { Alert(name: String($0.prefix { !$0.isNewline }), text: $0) }
    }

    @Test("each alert has a severity, a summary and its entry in the runbook, and each entry its alert")
    func runbook() throws {
        let alerts = try alerts()
        let document = try Self.text("docs/monitoring.md")
        let entries = document.split(separator: "\n").filter { $0.hasPrefix("### Sauro") }.map { $0.dropFirst(4) }
        #expect(entries.map(String.init) == alerts.map(\.name))
        for alert in alerts {
            #expect(
                alert.text.contains("labels: {severity: page}") || alert.text.contains("labels: {severity: ticket}"))
            #expect(alert.text.contains("          summary: \""), "\(alert.name) has no summary")
            #expect(
                alert.text.contains("          runbook: docs/monitoring.md#\(alert.name.lowercased())\n"),
                "\(alert.name)")
        }
    }

    @Test("each alert is tried, and asks for metrics that there are")
    func metricsOfRules() throws {
        let known = Set(
            Self.all.flatMap { metric -> [String] in
                if case .histogram = metric.kind {
                    return ["_bucket", "_sum", "_count"].map { metric.exposedName + $0 }
                }
                return [metric.exposedName]
            })
        let tried = try Self.text("deploy/observe/alerts_test.yml")
        for alert in try alerts() {
            let asked = alert.text.matches(of: /\b(sauro|rpc|process)_[a-z_]+\b/).map { String($0.output.0) }
                .filter { $0 != "rpc_method" }
            #expect(!asked.isEmpty || alert.text.contains("up{"), "\(alert.name) asks for nothing")
            for name in asked { #expect(known.contains(name), "\(alert.name): nobody has \(name)") }
            #expect(tried.contains("alertname: \(alert.name)\n"), "\(alert.name) is not tried")
        }
    }

    @Test("promtool finds the rules and the configuration in order, and each rule does what it is tried for")
    func promtool() throws {
        let folder = Self.root.appendingPathComponent("deploy/observe").path
        for words in ["check config prometheus.yml", "check rules alerts.yml", "test rules alerts_test.yml"] {
            let outcome = try Command.run("sh", ["-c", "cd '\(folder)' && promtool \(words)"])
            #expect(outcome.status == 0, "promtool \(words): \(outcome.output)\(outcome.errors)")
        }
    }
}
