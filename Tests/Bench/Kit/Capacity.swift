// What the demand needs, computed from what a call was measured to cost.

/// The capacity page.
public struct Capacity: Sendable {
    private let costs: [Sample]
    private let measurements: Measurements

    /// Of this, processors should be busy at the peak: the rest is for what nobody foresaw.
    public static let usedShare = 0.5

    public init(_ measurements: Measurements) {
        self.measurements = measurements
        costs = measurements.medians.filter { $0.instances == 1 }
    }

    /// Processors that an area needs on an engine at its peak; nil without a measured cost of each work.
    public func processors(_ area: Area, engine: String) -> Double? {
        var busy = 0.0
        for demand in Demand.country {
            guard let cost = cost(demand.work, engine) else { return nil }
            let microseconds = cost.gatewayMicroseconds + cost.serviceMicroseconds + cost.serverMicroseconds
            busy += demand.perSecond * area.share * Demand.peakFactor * microseconds / 1e6
        }
        return busy / Self.usedShare
    }

    /// How much of what one writer of a service was measured to do the area's peak takes: above 1 the service must be
    /// divided, by province or by another key, since more instances do not write faster.
    public func writerShare(_ area: Area, _ demand: Demand, engine: String) -> Double? {
        cost(demand.work, engine).map { cost in
            demand.perSecond * area.share * Demand.peakFactor / cost.callsPerSecond
        }
    }

    /// Bytes a year that an area's writes add.
    public func bytesPerYear(_ area: Area) -> Double {
        Demand.country.reduce(0) { sum, demand in
            sum + (measurements.bytesPerWrite[demand.work] ?? 0) * demand.perYear * area.share
        }
    }

    private func cost(_ work: String, _ engine: String) -> Sample? {
        costs.first { $0.work == work && $0.engine == engine }
    }

    private var engines: [String] {
        costs.reduce(into: []) { names, cost in if !names.contains(cost.engine) { names.append(cost.engine) } }
    }

    /// The tables of the page, in Markdown.
    public var page: String {
        ([demandTable] + engines.map(table)).joined(separator: "\n\n")
    }

    private var demandTable: String {
        let rows = Demand.country.map { demand in
            "| \(demand.name) | \(demand.work) | \(Figure.fixed(demand.perYear / 1e6, 1)) | "
                + "\(Figure.fixed(demand.perSecond, 1)) | "
                + "\(Figure.fixed(demand.perSecond * Demand.peakFactor, 0)) | \(demand.source) |"
        }
        return
            (["| what | measured as | million a year | mean/s | peak/s | source |", "|---|---|--:|--:|--:|---|"] + rows)
            .joined(separator: "\n")
    }

    private func table(_ engine: String) -> String {
        let writes = Demand.country.filter(\.isWrite)
        let names = writes.map { "share of one writer, \($0.work)" }
        let header = "| on \(engine) | processors | " + (names + ["GB a year"]).joined(separator: " | ") + " |"
        let rule = "|---|--:|" + String(repeating: "--:|", count: names.count + 1)
        let rows = Area.all.map { area in
            let shares = writes.map { demand in
                writerShare(area, demand, engine: engine).map { Figure.fixed($0 * 100, 1) + " %" } ?? "–"
            }
            let processors = processors(area, engine: engine).map { Figure.fixed($0, 2) } ?? "–"
            let cells = [area.name, processors] + shares + [Figure.fixed(bytesPerYear(area) / 1e9, 0)]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return ([header, rule] + rows).joined(separator: "\n")
    }
}
