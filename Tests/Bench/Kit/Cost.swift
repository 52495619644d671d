// What a run measured of one kind of call: how many a second, how fast, and what each cost the processors.

/// One kind of call at one number of instances on one engine, measured for a few seconds.
public struct Sample: Codable, Hashable, Sendable {
    /// `sqlite` or `postgresql`.
    public var engine: String
    /// Instances of the service.
    public var instances: Int
    /// What was called, such as `registry read`.
    public var work: String
    /// Calls answered a second.
    public var callsPerSecond: Double
    /// Milliseconds: half of the calls were answered within the first, 99 of 100 within the second.
    public var p50: Double
    public var p99: Double
    /// Microseconds of processor time a call: the gateway's, those of the service's instances, and those of the engine
    /// where it is a server of its own.
    public var gatewayMicroseconds: Double
    public var serviceMicroseconds: Double
    public var serverMicroseconds: Double

    public init(
        engine: String, instances: Int, work: String, callsPerSecond: Double, p50: Double, p99: Double,
        gatewayMicroseconds: Double, serviceMicroseconds: Double, serverMicroseconds: Double
    ) {
        self.engine = engine
        self.instances = instances
        self.work = work
        self.callsPerSecond = callsPerSecond
        self.p50 = p50
        self.p99 = p99
        self.gatewayMicroseconds = gatewayMicroseconds
        self.serviceMicroseconds = serviceMicroseconds
        self.serverMicroseconds = serverMicroseconds
    }
}

/// What one run measured.
public struct Measurements: Codable, Hashable, Sendable {
    /// The day, the processor and how many there were, and how the run was set: for whoever reads the figures.
    public var day: String
    public var machine: String
    public var setting: String
    /// One for each round of each cell.
    public var samples: [Sample]
    /// Bytes on disk a write, by the kind of work, on SQLite.
    public var bytesPerWrite: [String: Double]

    public init(
        day: String, machine: String, setting: String, samples: [Sample], bytesPerWrite: [String: Double]
    ) {
        self.day = day
        self.machine = machine
        self.setting = setting
        self.samples = samples
        self.bytesPerWrite = bytesPerWrite
    }

    /// The median of each figure over the rounds, a sample a cell, in the order in which the cells first came.
    public var medians: [Sample] {
        var cells: [[Sample]] = []
        for sample in samples {
            if let index = cells.firstIndex(where: { $0[0].isOfCell(sample) }) {
                cells[index].append(sample)
            } else {
                cells.append([sample])
            }
        }
        return cells.map { rounds in
            var median = rounds[0]
            median.callsPerSecond = Self.median(rounds.map(\.callsPerSecond))
            median.p50 = Self.median(rounds.map(\.p50))
            median.p99 = Self.median(rounds.map(\.p99))
            median.gatewayMicroseconds = Self.median(rounds.map(\.gatewayMicroseconds))
            median.serviceMicroseconds = Self.median(rounds.map(\.serviceMicroseconds))
            median.serverMicroseconds = Self.median(rounds.map(\.serverMicroseconds))
            return median
        }
    }

    /// The middle value; the mean of the middle two of an even number; not a number of none.
    public static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension Sample {
    fileprivate func isOfCell(_ other: Sample) -> Bool {
        engine == other.engine && instances == other.instances && work == other.work
    }
}
