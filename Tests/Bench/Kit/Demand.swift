// What a country and its provinces ask of the suite in a year: facts with their source, and assumptions named as such.

/// A kind of call that comes with the work of the health sector.
public struct Demand: Hashable, Sendable {
    /// For people.
    public let name: String
    /// The measured work that stands for it.
    public let work: String
    /// True if it writes.
    public let isWrite: Bool
    /// Calls a year in the whole country.
    public let perYear: Double
    /// Where the number comes from.
    public let source: String

    /// 195.5 million insured visits in 2025 (Vietnam Social Security, in the press of early 2026), each a claim.
    public static let claimsPerYear = 195.5e6
    /// The peak is ten times the mean: an assumption, for claims come in a working day's busiest hours.
    public static let peakFactor = 10.0

    public static let country: [Demand] = [
        Demand(
            name: "claims handed in, decided and posted", work: "insurance write", isWrite: true,
            perYear: claimsPerYear, source: "195.5 million insured visits in 2025"),
        Demand(
            name: "claims looked up and explained", work: "insurance read", isWrite: false,
            perYear: 3 * claimsPerYear, source: "assumed: three a claim"),
        Demand(
            name: "changes of staff, posts and units", work: "registry write", isWrite: true, perYear: 5e6,
            source: "assumed: some 600 000 health workers, eight changes a year"),
        Demand(
            name: "units and staff looked up", work: "registry read", isWrite: false, perYear: 2 * claimsPerYear,
            source: "assumed: two a claim"),
        Demand(
            name: "tasks drafted, assigned, reported", work: "tasks write", isWrite: true, perYear: 50e6,
            source: "assumed: some 12 300 facilities, ten steps a day each"),
    ]

    /// A second, in the mean.
    public var perSecond: Double { perYear / Self.secondsPerYear }
    public static let secondsPerYear = 365.0 * 86_400
}

/// A part of the country that runs a suite of its own.
public struct Area: Hashable, Sendable {
    public let name: String
    /// Of the country's calls.
    public let share: Double
    public let source: String

    public static let all = [
        Area(name: "a mean province", share: 1.0 / 34, source: "one of 34 provinces since 2025-07-01"),
        Area(
            name: "the largest province", share: 0.14,
            source: "assumed: Ho Chi Minh City with some 14 of 101 million people"),
        Area(name: "the country", share: 1, source: "all of it on one suite"),
    ]
}
