// What a run measured of claims: how many a second each stage of their way takes on one processor.

/// One stage, measured in some rounds.
public struct ClaimStage: Codable, Hashable, Sendable {
    /// Such as `import, one instance`.
    public var stage: String
    /// What is counted, for whoever reads the figures.
    public var what: String
    /// Claims a second, a figure a round.
    public var claimsPerSecond: [Double]

    public init(stage: String, what: String, claimsPerSecond: [Double] = []) {
        self.stage = stage
        self.what = what
        self.claimsPerSecond = claimsPerSecond
    }

    public var median: Double { Measurements.median(claimsPerSecond) }
}

/// What one run measured of claims.
public struct ClaimFigures: Codable, Hashable, Sendable {
    public var day: String
    public var machine: String
    public var setting: String
    public var stages: [ClaimStage]
    /// Mebibytes that the service holds in memory after its first import and after its last.
    public var memory: [Double]
    /// Claims that the service had taken in by then.
    public var imported: Int

    public init(
        day: String, machine: String, setting: String, stages: [ClaimStage], memory: [Double], imported: Int
    ) {
        self.day = day
        self.machine = machine
        self.setting = setting
        self.stages = stages
        self.memory = memory
        self.imported = imported
    }

    /// Markdown: a row a stage, with microseconds a claim and the ratio to the program in Python.
    public var table: String {
        let python = stages.first { $0.stage == Self.python }?.median
        let rows = stages.map { stage in
            let ratio = python.map { Figure.fixed(stage.median / $0, 1) } ?? ""
            return "| \(stage.stage) | \(stage.what) | \(Figure.fixed(stage.median, 0)) | "
                + "\(Figure.fixed(1e6 / stage.median, 1)) | \(ratio) |"
        }
        let header = """
            | stage | what | claims/s | µs a claim | to Python |
            |---|---|--:|--:|--:|
            """
        return ([header] + rows).joined(separator: "\n")
    }

    /// The stage of the program that stands for what an office would write.
    public static let python = "Python"
}
