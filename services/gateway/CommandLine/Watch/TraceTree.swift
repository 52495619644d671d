// One trace out of what many instances know of it: which piece of work caused which, in the order of time.

import MessageSchema

/// A piece of work, with what it wrote and what it caused.
struct TraceNode: Sendable, Equatable {
    var service: String
    /// The instance that remembers it; nil if none does and only the journal tells of it.
    var instance: String?
    var span: SpanID
    /// What it was; nil if nobody remembers.
    var told: TraceSpan?
    /// The event that it is a reaction to, if it is one.
    var event: TraceEntry?
    var entries: [TraceEntry] = []
    var children: [TraceNode] = []

    /// When it began by the machine's clock; nil if nobody remembers.
    var start: Instant? { told?.start }
}

/// All that is known of a trace.
struct TraceTree: Sendable, Equatable {
    var roots: [TraceNode]

    private struct Key: Hashable {
        var service: String
        var span: SpanID
    }

    /// Puts together what instances answered. The journal is the same whichever instance of a service tells it.
    init(_ reports: [(place: InstancePlace, report: TraceReport)]) {
        var nodes: [Key: TraceNode] = [:]
        var order: [Key] = []
        func note(_ key: Key, _ change: (inout TraceNode) -> Void) {
            if nodes[key] == nil { order.append(key) }
            change(&nodes[key, default: TraceNode(service: key.service, span: key.span)])
        }
        for (place, report) in reports {
            for span in report.spans {
                note(Key(service: place.service.text, span: span.span)) { node in
                    guard node.told == nil else { return }
                    (node.told, node.instance) = (span, place.instance)
                }
            }
            for entry in report.entries {
                note(Key(service: place.service.text, span: entry.span)) { node in
                    if !node.entries.contains(where: { $0.id == entry.id }) { node.entries.append(entry) }
                }
            }
        }
        for key in order { nodes[key]?.entries.sort { $0.sequence < $1.sequence } }
        let parents = Self.parents(of: order, &nodes)
        roots = Self.grown(order.filter { parents[$0] == nil }, nodes, parents, order)
    }

    /// What caused each piece: what its span says, or, of a reaction, the entry from which its span follows.
    private static func parents(of order: [Key], _ nodes: inout [Key: TraceNode]) -> [Key: Key] {
        let services = Set(order.compactMap { ServiceName($0.service) })
        var causes: [Key: (by: Key, event: TraceEntry)] = [:]
        for key in order {
            for entry in nodes[key]?.entries ?? [] {
                for service in services where service.text != key.service {
                    let span = SpanID.ofReaction(of: service, to: entry.id)
                    causes[Key(service: service.text, span: span)] = (key, entry)
                }
            }
        }
        var parents: [Key: Key] = [:]
        for key in order {
            nodes[key]?.event = causes[key]?.event
            let told = nodes[key]?.told?.parent
            let named = told.flatMap { parent in order.first { $0.span == parent && $0 != key } }
            guard let parent = causes[key]?.by ?? named, !leads(parent, to: key, parents) else { continue }
            parents[key] = parent
        }
        return parents
    }

    /// True if one piece was caused by another, at whatever remove: then it cannot be its cause.
    private static func leads(_ key: Key, to ancestor: Key, _ parents: [Key: Key]) -> Bool {
        var next: Key? = key
        while let at = next {
            if at == ancestor { return true }
            next = parents[at]
        }
        return false
    }

    private static func grown(
        _ keys: [Key], _ nodes: [Key: TraceNode], _ parents: [Key: Key], _ order: [Key]
    ) -> [TraceNode] {
        keys.compactMap { key -> TraceNode? in
            guard var node = nodes[key] else { return nil }
            node.children = grown(order.filter { parents[$0] == key }, nodes, parents, order)
            return node
        }.sorted { left, right in
            // What nobody remembers the time of stands after what is known, by its journal's order.
            guard let first = left.start, let second = right.start else { return left.start != nil }
            return first < second
        }
    }

    /// Every piece, causes before what they caused.
    var all: [TraceNode] {
        func unfolded(_ node: TraceNode) -> [TraceNode] { [node] + node.children.flatMap(unfolded) }
        return roots.flatMap(unfolded)
    }
}
