// Which instances have come and gone between two looks at a gateway: what it says at the level `debug`.

import Fabric

/// The instances at the last look.
struct InstanceNews: Sendable {
    private var known: [String: String]?

    /// Sentences about what is different now; none at the first look.
    mutating func sentences(_ statistics: BrokerStatistics) -> [String] {
        let now = Dictionary(
            statistics.services.flatMap { service in
                service.instances.map {
                    ($0.instance, "\(service.name) \($0.instance)\($0.draining ? " (draining)" : "")")
                }
            }, uniquingKeysWith: { $1 })
        defer { known = now }
        guard let known else { return [] }
        let come = now.filter { known[$0.key] == nil }.map { "\($0.value) has come" }
        let gone = known.filter { now[$0.key] == nil }.map { "\($0.value) has gone" }
        let changed = now.filter { known[$0.key] != nil && known[$0.key] != $0.value }.map(\.value)
        return (come + gone + changed).sorted()
    }
}
