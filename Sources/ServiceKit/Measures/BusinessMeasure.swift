// What a service measures of its own business: what its events tell, counted once they are committed, and numbers that
// stand in its tables. A service names them in its blueprint.

public import Exposition
public import MessageSchema

/// One thing of a service's business that operators watch. Labels are words of the contract, never units or people.
public struct BusinessMeasure: Sendable {
    /// A value under the words of its labels, which are in the order of the measure's.
    public typealias Value = (words: [String], number: Int)

    /// What it is on the page.
    public let metric: Metric
    let labels: [String]
    let source: Source

    enum Source: Sendable {
        case told(event: String, @Sendable (any Event) -> [Value])
        case standing(@Sendable (ReadContext) throws -> [Value])
    }

    /// Counts what an event tells. Of a write that was refused or taken back nothing is counted; a process that dies
    /// between the commit and the count forgets what it would have counted, as it forgets all its counts.
    public static func counting<E: Event>(
        _ name: String, _ help: String, labels: [String], by event: E.Type,
        _ values: @escaping @Sendable (E) -> [Value]
    ) -> BusinessMeasure {
        let told = Source.told(event: E.name) { event in (event as? E).map(values) ?? [] }
        return BusinessMeasure(metric: Metric(name, .counter, help: help), labels: labels, source: told)
    }

    /// Reads numbers from the service's tables, at most once a minute; by an index, or of few rows.
    public static func standing(
        _ name: String, _ help: String, labels: [String] = [],
        _ values: @escaping @Sendable (ReadContext) throws -> [Value]
    ) -> BusinessMeasure {
        BusinessMeasure(metric: Metric(name, .gauge, help: help), labels: labels, source: .standing(values))
    }

    func dimensions(of words: [String]) -> [(String, String)] { Array(zip(labels, words)) }
}
