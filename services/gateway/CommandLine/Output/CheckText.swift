// The result of a check for Nagios and its heirs, for Prometheus' textfile collector, and as JSON.

import MessageSchema
import WireJSON

/// Prints checks.
enum CheckText {
    static func state(_ checks: [ServiceCheck]) -> CheckState { checks.map(\.state).max() ?? .unknown }

    /// One line with performance data (Monitoring Plugins Development Guidelines, "Plugin Output for Nagios").
    static func nagios(_ checks: [ServiceCheck]) -> String {
        let complaints = checks.sorted { $0.state > $1.state }.flatMap(\.complaints)
        let said =
            complaints.isEmpty ? good(checks) : complaints.joined(separator: "; ").replacing("|", with: "/")
        let figures = checks.flatMap(\.figures).map { figure in
            let (warning, critical) = (limit(figure.limits.warning, figure), limit(figure.limits.critical, figure))
            let value = ServiceCheck.three(figure.value)
            return "\(figure.service)_\(figure.name)=\(value)\(figure.unit);\(warning);\(critical);0"
                + (figure.unit == "%" ? ";100" : "")
        }
        return "SAURO \(state(checks).word) - \(said) | \(figures.joined(separator: " "))"
    }

    /// A limit as a range: a plain number complains above it, `N:` below it.
    private static func limit(_ value: Double, _ figure: CheckFigure) -> String {
        ServiceCheck.three(value) + (figure.limits.isFloor ? ":" : "")
    }

    private static func good(_ checks: [ServiceCheck]) -> String {
        let slowest = checks.flatMap(\.figures).filter { $0.name == "answer" }.max { $0.value < $1.value }
        let services = "\(checks.count) service\(checks.count == 1 ? "" : "s")"
        guard let slowest else { return services }
        let verb = checks.count == 1 ? "answers" : "answer"
        return "\(services) \(verb), the slowest in \(ServiceCheck.three(slowest.value)) s"
    }

    /// Prometheus' text form: a gauge for the state, and one for each figure.
    static func prometheus(_ checks: [ServiceCheck]) -> [String] {
        var lines = [
            "# HELP sauro_check_state State of a service: 0 ok, 1 warning, 2 critical, 3 unknown.",
            "# TYPE sauro_check_state gauge",
        ]
        lines += checks.map { "sauro_check_state{service=\"\($0.service)\"} \($0.state.rawValue)" }
        for (name, metric, help) in gauges {
            let figures = checks.flatMap(\.figures).filter { $0.name == name }
            guard !figures.isEmpty else { continue }
            lines += ["# HELP \(metric) \(help)", "# TYPE \(metric) gauge"]
            lines += figures.map { figure in
                let value = figure.unit == "%" ? figure.value / 100 : figure.value
                return "\(metric){service=\"\(figure.service)\"} \((value * 1_000_000).rounded() / 1_000_000)"
            }
        }
        return lines
    }

    private static let gauges = [
        ("answer", "sauro_check_answer_seconds", "Time of one real call."),
        ("age", "sauro_check_oldest_event_seconds", "Age of the oldest event that a consumer has not settled."),
        ("letters", "sauro_check_dead_letters", "Dead letters in all queues."),
        ("lag", "sauro_check_journal_lag_events", "Events that the service is behind a journal it follows."),
        ("disk", "sauro_check_disk_free_ratio", "Part of the disk that is free."),
    ]

    static func json(_ checks: [ServiceCheck]) -> JSONValue {
        .members([
            ("state", .string(state(checks).word)),
            (
                "services",
                .array(
                    checks.map { check in
                        .members([
                            ("service", .string(check.service)), ("state", .string(check.state.word)),
                            ("instances", .integer(Int64(check.instances))),
                            ("complaints", .array(check.complaints.map(JSONValue.string))),
                            ("figures", .array(check.figures.map(json))),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ figure: CheckFigure) -> JSONValue {
        .members([
            ("name", .string(figure.name)), ("value", .number(ServiceCheck.three(figure.value))),
            ("unit", figure.unit.isEmpty ? nil : .string(figure.unit)), ("state", .string(figure.state.word)),
            ("warning", .number(ServiceCheck.three(figure.limits.warning))),
            ("critical", .number(ServiceCheck.three(figure.limits.critical))),
        ])
    }
}
