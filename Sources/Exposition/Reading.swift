// What a collector found: a value that stands elsewhere and is read when the page is written.

/// One value under its labels, for one page. What is no longer read is no longer on the page.
public struct Reading: Sendable {
    let measure: Metric
    let labels: Labels
    let samples: [Sample]

    /// A value of a counter or a gauge.
    public init(_ measure: Metric, _ value: Double, _ labels: [(String, String)] = []) {
        precondition(measure.kind == .counter || measure.kind == .gauge, "a histogram has more than one value")
        self.measure = measure
        self.labels = Labels(labels)
        samples = [Sample(value: value)]
    }

    /// The counts of a histogram, one for each of its bounds, of what lies above the bound before, and one for what
    /// lies beyond all; and the sum of the values.
    public init(_ measure: Metric, counts: [Int], sum: Double, _ labels: [(String, String)] = []) {
        guard case .histogram(let bounds) = measure.kind, counts.count == bounds.count + 1 else {
            preconditionFailure("a histogram has a count for each of its bounds, and one more")
        }
        self.measure = measure
        self.labels = Labels(labels)
        samples = HistogramSeries.samples(bounds, counts, sum)
    }
}

/// A reading as lines of the page.
final class ReadSeries: Series {
    private let found: [Sample]
    init(_ samples: [Sample]) { found = samples }
    func samples() -> [Sample] { found }
}
