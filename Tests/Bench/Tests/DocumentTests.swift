// The pages of figures stand on the measurements that are kept beside them, and on nothing else.

import BenchKit
import Foundation
import Testing

@Suite("The pages of figures")
struct DocumentTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../docs").standardizedFileURL

    private func page(_ name: String) throws -> String {
        try String(contentsOf: Self.docs.appendingPathComponent(name), encoding: .utf8)
    }

    private func measurements() throws -> Measurements {
        let file = Self.docs.appendingPathComponent("benchmarks.json")
        return try JSONDecoder().decode(Measurements.self, from: Data(contentsOf: file))
    }

    @Test("docs/benchmarks.md has the table, the machine and the setting of docs/benchmarks.json")
    func benchmarks() throws {
        let (page, measurements) = (try page("benchmarks.md"), try measurements())
        #expect(measurements.samples.count >= 15)
        for part in [measurements.table, measurements.machine, measurements.setting, measurements.day] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test("docs/benchmarks.md has the table, the machine and the setting of docs/benchmarks-claims.json")
    func claims() throws {
        let file = Self.docs.appendingPathComponent("benchmarks-claims.json")
        let figures = try JSONDecoder().decode(ClaimFigures.self, from: Data(contentsOf: file))
        let page = try page("benchmarks.md")
        #expect(figures.stages.count == 6 && figures.stages.allSatisfy { $0.claimsPerSecond.count >= 5 })
        for part in [figures.table, figures.machine, figures.setting, figures.day] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test("docs/capacity.md is computed from docs/benchmarks.json")
    func capacity() throws {
        let (page, measurements) = (try page("capacity.md"), try measurements())
        #expect(page.contains(Capacity(measurements).page))
        #expect(page.contains(measurements.day))
    }
}
