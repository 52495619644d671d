// What was measured of a service, judged by limits. Pure: measurements in, states out.

import MessageSchema

/// One figure of one service.
struct CheckFigure: Sendable, Equatable {
    /// What it is, as perfdata names it: `answer`, `age`, `lag`, `letters`, `disk`.
    var name: String
    var service: String
    var value: Double
    /// `s`, `%` or nothing.
    var unit: String
    var limits: CheckLimits
    /// What it is in words, where it is too much.
    var words: String

    var state: CheckState { limits.state(of: value) }
}

/// What came of looking at a service.
struct ServiceCheck: Sendable, Equatable {
    var service: String
    var instances: Int
    var figures: [CheckFigure] = []
    /// Why it could not be looked at, or not wholly.
    var problem: (state: CheckState, words: String)?

    var state: CheckState { (figures.map(\.state) + [problem?.state ?? .ok]).max() ?? .unknown }

    /// What is wrong, the worst first.
    var complaints: [String] {
        let bad = figures.filter { $0.state != .ok }.sorted { $0.state > $1.state }.map { "\(service) \($0.words)" }
        return (problem.map { ["\(service) \($0.words)"] } ?? []) + bad
    }

    static func == (left: ServiceCheck, right: ServiceCheck) -> Bool {
        left.service == right.service && left.instances == right.instances && left.figures == right.figures
            && left.problem?.state == right.problem?.state && left.problem?.words == right.problem?.words
    }
}

extension ServiceCheck {
    /// Judges a service by the time of one real call, and by what its instances and those it follows say.
    /// - Parameter heads: the last sequence of each service's journal, by its name.
    init(
        _ service: String, answered milliseconds: Double?, failure: Failure?, reports: [InstanceReport],
        heads: [String: (journal: String, sequence: Int64)], bounds: CheckBounds
    ) {
        self.init(service: service, instances: reports.count)
        if let failure {
            problem = (.critical, "does not answer: \(failure.message.onOneLine) (\(failure.name))")
        } else if let milliseconds {
            let seconds = milliseconds / 1000
            add("answer", seconds, "s", bounds.answer, "took \(Self.three(seconds)) s to answer")
        }
        guard let report = reports.max(by: { $0.sequence < $1.sequence }) else {
            if failure == nil { problem = (.unknown, "does not say how its queues and its disk are") }
            return
        }
        addQueues(report, bounds)
        addLag(reports, heads, bounds)
        let free = reports.compactMap(\.disk).filter { $0.totalBytes > 0 }.map {
            Double($0.freeBytes) / Double($0.totalBytes) * 100
        }
        if let least = free.min() {
            add("disk", least, "%", bounds.disk, "has \(Self.three(least)) % of its disk free")
        }
    }

    private mutating func addQueues(_ report: InstanceReport, _ bounds: CheckBounds) {
        let oldest = report.queues.max { ($0.oldestSeconds ?? 0) < ($1.oldestSeconds ?? 0) }
        let age = Double(oldest?.oldestSeconds ?? 0)
        add("age", age, "s", bounds.age, "queue \(oldest?.queue ?? "") has an event \(Int64(age)) s old")
        let letters = report.queues.reduce(0) { $0 + $1.letters }
        add("letters", Double(letters), "", bounds.letters, "has \(letters) dead letters")
        if let restored = report.queues.first(where: \.restored) {
            problem = problem ?? (.warning, "queue \(restored.queue) waits to be resumed after a restore")
        }
    }

    /// How far the service is behind the journals it follows; one that was restored since counts whole.
    private mutating func addLag(
        _ reports: [InstanceReport], _ heads: [String: (journal: String, sequence: Int64)], _ bounds: CheckBounds
    ) {
        let follows = reports.flatMap(\.follows)
        guard !follows.isEmpty else { return }
        let lags = follows.compactMap { state in
            heads[state.service].map { head in
                (state.service, head.journal == state.journal ? max(0, head.sequence - state.after) : head.sequence)
            }
        }
        guard let worst = lags.max(by: { $0.1 < $1.1 }) else { return }
        add("lag", Double(worst.1), "", bounds.lag, "is \(worst.1) events behind \(worst.0)")
    }

    private mutating func add(_ name: String, _ value: Double, _ unit: String, _ limits: CheckLimits, _ words: String) {
        figures.append(
            CheckFigure(name: name, service: service, value: value, unit: unit, limits: limits, words: words))
    }

    /// A number with three digits after the point at most, and no needless ones.
    static func three(_ value: Double) -> String {
        let thousandths = Int64((value * 1000).rounded())
        var text = "\(thousandths / 1000)." + String(String(1000 + thousandths % 1000).dropFirst())
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
