// Which trouble comes when, to whom and for how long: all of it from one seed, before anything runs.

internal import Surroundings

/// One piece of trouble.
public struct Episode: Hashable, Sendable {
    public var nemesis: Nemesis
    /// Services, or ``Schedule/gateway``.
    public var victims: [String]
    /// Milliseconds of quiet before it.
    public var quiet: Int64
    /// Milliseconds it lasts before it is healed; what heals takes its own time.
    public var length: Int64
    /// How often the victims are killed; seconds that a clock jumps, negative for back.
    public var amount: Int64
}

/// The trouble of one run, in order: rounds in which every nemesis comes once, in another order each time.
public struct Schedule: Sendable {
    public static let gateway = "gateway"
    /// Seconds a clock jumps at most, either way.
    public static let jumpMax: Int64 = 12 * 3600

    private var random: SeededRandom
    private let nemeses: [Nemesis]
    private let services: [String]
    /// Services whose disk can be filled.
    private let onSmallDisk: [String]
    private var waiting: [Nemesis] = []

    /// - Parameter seed: the same seed gives the same episodes.
    public init(seed: UInt64, nemeses: [Nemesis], services: [String], onSmallDisk: [String]) {
        random = SeededRandom(seed: seed)
        self.nemeses = nemeses
        self.services = services
        self.onSmallDisk = onSmallDisk
    }

    /// The next episode; nil if there is no nemesis at all.
    public mutating func next() -> Episode? {
        if waiting.isEmpty { waiting = nemeses.shuffled(using: &random) }
        return waiting.popLast().map { episode($0) }
    }

    private mutating func episode(_ nemesis: Nemesis) -> Episode {
        let quiet = number(300...1500)
        switch nemesis {
        case .kill:
            let victims = Array(services.shuffled(using: &random).prefix(Int(number(1...2))))
            return Episode(
                nemesis: nemesis, victims: victims, quiet: quiet, length: number(0...1500), amount: number(1...3))
        case .pause:
            let victims = Array((services + [Self.gateway]).shuffled(using: &random).prefix(1))
            return Episode(nemesis: nemesis, victims: victims, quiet: quiet, length: aroundDeath(), amount: 0)
        case .partition:
            return Episode(nemesis: nemesis, victims: [], quiet: quiet, length: aroundDeath(), amount: 0)
        case .gateway:
            return Episode(
                nemesis: nemesis, victims: [Self.gateway], quiet: quiet, length: number(0...3000), amount: 0)
        case .disk:
            let victims = Array(onSmallDisk.shuffled(using: &random).prefix(1))
            return Episode(nemesis: nemesis, victims: victims, quiet: quiet, length: number(1500...5000), amount: 0)
        case .machineClock:
            // A lease taken by a wrong clock outlives the one who took it: half of the time a service is killed
            // as well.
            var episode = jump(nemesis, quiet, number(2...Self.jumpMax) * (number(0...1) == 0 ? 1 : -1))
            if number(0...1) == 0 { episode.victims = Array(services.shuffled(using: &random).prefix(1)) }
            return episode
        case .suiteClock: return jump(nemesis, quiet, number(2...Self.jumpMax))
        case .flip: return Episode(nemesis: nemesis, victims: [], quiet: quiet, length: 0, amount: 0)
        }
    }

    /// Less or more than three heartbeats, which are three seconds.
    private mutating func aroundDeath() -> Int64 { number(0...1) == 0 ? number(200...2500) : number(3500...7000) }

    private mutating func jump(_ nemesis: Nemesis, _ quiet: Int64, _ amount: Int64) -> Episode {
        Episode(nemesis: nemesis, victims: [], quiet: quiet, length: number(1000...4000), amount: amount)
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
}
