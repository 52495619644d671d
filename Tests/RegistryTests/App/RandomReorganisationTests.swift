// Random documents on random sectors: what the planner foresees is what the unit tables hold after the approval, and
// what was before is there again after the undoing. The seed is printed.

import MessageSchema
import RegistryDomain
import ServiceTesting
import Surroundings
import Testing

@Suite struct RandomReorganisationTests {
    private func units(_ dice: inout SeededRandom) -> [HealthUnit] {
        var units = [healthUnit("VN", kind: .state, under: nil)]
        for number in 0..<12 {
            let parent = units.randomElement(using: &dice)?.code.text
            units.append(healthUnit("U\(number)", under: parent))
        }
        return units
    }

    private func steps(_ units: [HealthUnit], _ dice: inout SeededRandom) -> [ReorganisationStep] {
        var free = units.map(\.code.text).filter { $0 != "VN" }.shuffled(using: &dice)
        func take() -> String { free.removeLast() }
        return [
            step(.merge, take(), name: Bool.random(using: &dice) ? "Hợp nhất" : nil, from: [take(), take()]),
            step(.split, take(), into: [(take(), "0.25", false), (take(), "0.75", true)]),
            step(.rename, take(), name: "Tên mới"), step(.move, take(), parent: take()),
            founding("NEW", under: take()),
        ]
    }

    @Test(arguments: (1...24).map { UInt64($0) })
    func `the plan foresees what is recorded, and undoing takes all of it back`(seed: UInt64) async throws {
        print("random reorganisation, seed \(seed)")
        var dice = SeededRandom(seed: seed)
        let before = units(&dice)
        let document = document(steps(before, &dice))
        let foreseen = ReorganisationPlanner.propose(document, in: situation(units: sector(before)))
        let registry = try await RegistryFixture.start(units: before)
        let codes = before.map(\.code) + [code("NEW")]
        let untouched = try await histories(of: codes, registry)
        guard foreseen.errors.isEmpty else {
            #expect(foreseen.errors.allSatisfy { $0.rule == "unit.cycle" }, "seed \(seed)")
            let failure = try await failure { _ = try await registry.plan(document) }
            #expect(failure?.name == "registry.reorganisation.refused", "seed \(seed)")
            return
        }
        let planned = try await registry.plan(document)
        #expect(planned.plan == foreseen.plan, "seed \(seed)")
        let approved = try await registry.approve(planned)
        try await compare(codes, foreseen.after, registry, seed: seed)
        for access in planned.plan.access {
            let page = try await registry.service.call(
                ListUnits(parent: access.scope, subtree: true), metadata: at("2025-07-01"))
            #expect(page.items.count == access.after, "seed \(seed): \(access)")
        }
        try await registry.undo(approved)
        #expect(try await histories(of: codes, registry) == untouched, "seed \(seed)")
    }

    private func compare(
        _ codes: [UnitCode], _ foreseen: UnitStructure, _ registry: RegistryFixture, seed: UInt64
    ) async throws {
        for unit in codes {
            let history = try await registry.service.call(ShowUnitHistory(unit: unit))
            #expect(history.versions == foreseen.versions[unit], "seed \(seed)")
            for date in ["2025-06-30", "2025-07-01"] {
                let resolution = try await registry.service.call(ResolveUnit(unit: unit), metadata: at(date))
                #expect(resolution == foreseen.resolve(unit, on: day(date)), "seed \(seed)")
            }
        }
    }

    private func histories(of codes: [UnitCode], _ registry: RegistryFixture) async throws -> [UnitHistory?] {
        var found: [UnitHistory?] = []
        for unit in codes {
            do { found.append(try await registry.service.call(ShowUnitHistory(unit: unit))) } catch is Failure {
                found.append(nil)
            }
        }
        return found
    }
}
