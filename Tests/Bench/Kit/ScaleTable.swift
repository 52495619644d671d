// The measurements as a table, a row a cell.

extension Measurements {
    /// Markdown: calls a second with the ratio to one instance of the same engine, answer times, processor time a call.
    public var table: String {
        let medians = medians
        let header = """
            | engine | work | instances | calls/s | to one | p50 ms | p99 ms | gateway µs | service µs | server µs |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|
            """
        let rows = medians.map { sample in
            let one = medians.first { $0.engine == sample.engine && $0.work == sample.work && $0.instances == 1 }
            let ratio = one.map { Figure.fixed(sample.callsPerSecond / $0.callsPerSecond, 2) } ?? ""
            let cells = [
                sample.engine, sample.work, String(sample.instances), Figure.fixed(sample.callsPerSecond, 0), ratio,
                Figure.fixed(sample.p50, 1), Figure.fixed(sample.p99, 1), Figure.fixed(sample.gatewayMicroseconds, 0),
                Figure.fixed(sample.serviceMicroseconds, 0), Figure.fixed(sample.serverMicroseconds, 0),
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return ([header] + rows).joined(separator: "\n")
    }
}

/// Numbers for people.
enum Figure {
    /// With so many digits after the point, and thousands set apart.
    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let units = Int64((value * scale).rounded())
        let (whole, part) = (abs(units) / Int64(scale), abs(units) % Int64(scale))
        let digits = String(part)
        let fraction = places == 0 ? "" : "." + String(repeating: "0", count: places - digits.count) + digits
        return (units < 0 ? "-" : "") + grouped(whole) + fraction
    }

    private static func grouped(_ number: Int64) -> String {
        var groups: [String] = []
        var rest = number
        while rest >= 1000 {
            let group = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - group.count) + group)
            rest /= 1000
        }
        return ([String(rest)] + groups.reversed()).joined(separator: " ")
    }
}
