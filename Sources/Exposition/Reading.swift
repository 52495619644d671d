// What a collector found: a value that stands elsewhere and is read when the page is written.

/// One value under its labels, for one page. What is no longer read is no longer on the page.
public struct Reading: Sendable {
    let measure: Metric
    let labels: Labels
    let value: Double

    /// A value of a counter or a gauge.
    public init(_ measure: Metric, _ value: Double, _ labels: [(String, String)] = []) {
        precondition(measure.kind == .counter || measure.kind == .gauge, "a histogram is not read but recorded")
        self.measure = measure
        self.labels = Labels(labels)
        self.value = value
    }
}

/// A reading as a line of the page.
final class ReadSeries: Series {
    private let value: Double
    init(_ value: Double) { self.value = value }
    func samples() -> [Sample] { [Sample(value: value)] }
}
