// The staff of the two sectors: data/staff-by-unit.csv says how many a unit has of 18,000.

internal import MessageSchema

/// Makes the people of the two health sectors.
struct SyntheticSector {
    private let kinds: [UnitCode: UnitKind]
    private let weights: [(unit: UnitCode, weight: Int)]

    init(_ examples: ExampleFolder) throws {
        let units = try ["hai-phong", "hai-duong"].flatMap { name in
            try examples.requests(EstablishUnit.self, "units/\(name)-2025.yaml")
        }
        kinds = Dictionary(units.map { ($0.code, $0.kind) }) { first, _ in first }
        weights = try examples.rows("data/staff-by-unit.csv").map { row in
            guard let code = row["unit"], let staff = row["staff"].flatMap({ Int($0) }) else {
                throw DemoError("data/staff-by-unit.csv has a row without unit or staff")
            }
            return (try UnitCode(code), staff)
        }
    }

    /// That many people over all units, the same for the same seed.
    func people(_ total: Int, seed: UInt64) throws -> [SyntheticPerson] {
        var generator = StaffGenerator(seed: seed)
        return try zip(weights, apportioned(total)).flatMap { entry, count in
            try generator.people(
                count, at: entry.unit, kind: kinds[entry.unit] ?? .other, college: college(beside: entry.unit)
            )
        }
    }

    /// Largest remainders: whole persons that sum to the total.
    private func apportioned(_ total: Int) -> [Int] {
        let sum = weights.reduce(0) { $0 + $1.weight }
        var counts = weights.map { $0.weight * total / sum }
        let remainders = weights.indices.sorted {
            let left = weights[$0].weight * total % sum
            let right = weights[$1].weight * total % sum
            return (right, $0) < (left, $1)
        }
        for index in remainders.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
        return counts
    }

    private func college(beside unit: UnitCode) -> UnitCode? {
        let name = unit.text.hasPrefix("HD") ? "HD-MC" : "HP-MC"
        return kinds.keys.first { $0.text == name }
    }
}
