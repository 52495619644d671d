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

    private func figures<Figures: Decodable>(_ type: Figures.Type, _ name: String) throws -> Figures {
        try JSONDecoder().decode(type, from: Data(contentsOf: Self.docs.appendingPathComponent(name)))
    }

    /// Whether a page is as it is after what was measured was put into its place once more.
    private func holds(_ name: String, _ place: String, _ block: String) throws -> Bool {
        let page = try page(name)
        var filled = MeasuredPage(page)
        try filled.fill(place, with: block)
        return filled.text == page
    }

    @Test("docs/benchmarks.md has what docs/benchmarks.json has")
    func benchmarks() throws {
        let measurements = try figures(Measurements.self, "benchmarks.json")
        #expect(measurements.samples.count >= 15)
        #expect(try holds("benchmarks.md", "scale", measurements.block))
    }

    @Test("docs/benchmarks.md has what docs/benchmarks-claims.json has")
    func claims() throws {
        let figures = try figures(ClaimFigures.self, "benchmarks-claims.json")
        #expect(figures.stages.count == 6 && figures.stages.allSatisfy { $0.claimsPerSecond.count >= 5 })
        #expect(try holds("benchmarks.md", "claims", figures.block))
    }

    @Test("docs/benchmarks.md has what docs/benchmarks-contest.json has: five rounds at least of each side")
    func contests() throws {
        let figures = try figures(ContestFigures.self, "benchmarks-contest.json")
        #expect(figures.contests.count >= 9)
        #expect(figures.contests.allSatisfy { $0.ours.count >= 5 && $0.ours.count == $0.theirs.count })
        #expect(try holds("benchmarks.md", "contest", figures.block))
    }

    @Test("docs/capacity.md is computed from docs/benchmarks.json")
    func capacity() throws {
        let measurements = try figures(Measurements.self, "benchmarks.json")
        #expect(try holds("capacity.md", "capacity", measurements.capacityBlock))
    }

    @Test("A place is filled, all else stays; a page without the place is refused")
    func places() throws {
        var page = MeasuredPage("a\n<!-- b -->\nold\nold\n<!-- /b -->\nc\n")
        try page.fill("b", with: "new")
        #expect(page.text == "a\n<!-- b -->\nnew\n<!-- /b -->\nc\n")
        for text in ["", "<!-- b -->\n", "<!-- /b -->\n<!-- b -->\n"] {
            var page = MeasuredPage(text)
            #expect(throws: MeasuredPage.NoPlace.self) { try page.fill("b", with: "new") }
            #expect(page.text == text)
        }
    }
}
