// A trace as a timeline for people: when, how long, what, and what followed from it.

import MessageSchema

/// Prints traces.
struct TraceText {
    let paper: Paper
    /// Services that run more than once, of which the instance is named.
    let several: Set<String>

    /// The lines of a trace.
    func lines(_ tree: TraceTree, _ trace: TraceID) -> [String] {
        let nodes = tree.all
        let begun = nodes.compactMap(\.start).min()
        let ends = nodes.compactMap { node in node.told.map { $0.start.microseconds + $0.microseconds } }
        var head = ["trace \(trace)"]
        let services = Set(nodes.map(\.service)).count
        let counts = "\(services) service\(services == 1 ? "" : "s")"
        if let begun, let end = ends.max() {
            head.append("began \(begun), \(counts), \(Self.time(end - begun.microseconds))")
        } else {
            head.append("\(counts); no running instance remembers it, so journals only")
        }
        let body = tree.roots.flatMap { rows($0, since: begun, before: "", own: "") }
        return head + ["", paper.strong("     WHEN      TOOK  WHAT")] + body
    }

    private static let margin = String(repeating: " ", count: 21)

    private func rows(_ node: TraceNode, since begun: Instant?, before: String, own: String) -> [String] {
        let when = zip(node.start, begun).map { "+" + Self.time($0.microseconds - $1.microseconds) } ?? ""
        let took = node.told.map { Self.time($0.microseconds) } ?? ""
        var lines = fitted(
            "\(when.paddedLeft(to: 9)) \(took.paddedLeft(to: 9))  \(before)\(own)\(what(node))", node.told?.outcome,
            before)
        // Below a piece hangs first what it wrote, then what came of it.
        let inner = before + (own == "├ " ? "│ " : own == "└ " ? "  " : "")
        let bough = node.children.isEmpty ? "  " : "│ "
        for entry in node.entries {
            lines.append(cut("\(Self.margin)\(inner)\(bough)wrote \(entry.type) #\(entry.sequence)"))
        }
        for (index, child) in node.children.enumerated() {
            let twig = index == node.children.count - 1 ? "└ " : "├ "
            lines += rows(child, since: begun, before: inner, own: twig)
        }
        return lines
    }

    private func what(_ node: TraceNode) -> String {
        let place = several.contains(node.service) ? node.instance.map { " @\($0.suffix(4))" } ?? "" : ""
        let waited = node.told?.waitedMilliseconds ?? 0
        let wait = waited > 4 ? ", waited \(waited) ms in the gateway" : ""
        switch node.told?.kind {
        case .request where node.service == GatewayContract.service.text:
            return "\(node.told?.name ?? ""): the gateway answered"
        case .request: return "\(node.told?.name ?? "")\(place)\(wait)"
        case .call: return "\(node.service)\(place) calls \(node.told?.name ?? "")"
        case .reaction: return "\(node.service)\(place) reacts to \(node.told?.name ?? "")"
        case nil:
            guard let event = node.event else { return "\(node.service): a piece of work nobody remembers" }
            return "\(node.service) reacted to \(event.type)"
        }
    }

    /// The line, with an outcome that is not good at its end or, where it has no room, below.
    private func fitted(_ line: String, _ outcome: String?, _ before: String) -> [String] {
        guard let outcome, outcome != TraceSpan.ok else { return [cut(line)] }
        let ending = "  ! \(outcome)"
        guard let width = paper.width, line.columns + ending.columns > width else {
            return [line + paper.alarming(ending)]
        }
        return [cut(line), Self.margin + before + paper.alarming(ending)]
    }

    private func cut(_ line: String) -> String { paper.width.map { line.cut(to: $0) } ?? line }

    private func zip(_ left: Instant?, _ right: Instant?) -> (Instant, Instant)? {
        guard let left, let right else { return nil }
        return (left, right)
    }

    /// Microseconds as people read them.
    static func time(_ microseconds: Int64) -> String {
        switch microseconds {
        case ..<10_000: "\(tenths(microseconds, of: 1000)) ms"
        case ..<10_000_000: "\(microseconds / 1000) ms"
        case ..<600_000_000: "\(tenths(microseconds, of: 1_000_000)) s"
        case ..<36_000_000_000: "\(microseconds / 60_000_000) min"
        default: "\(microseconds / 3_600_000_000) h"
        }
    }

    private static func tenths(_ value: Int64, of unit: Int64) -> String {
        let tenths = value * 10 / unit
        return "\(tenths / 10).\(tenths % 10)"
    }
}
