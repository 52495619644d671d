// The pages of the figures, written anew from the measurements that lie beside them.

import BenchKit
import Foundation
import SuiteGround

/// The folder with benchmarks.md and capacity.md, and with the files that they are filled from.
struct Pages {
    let folder: String

    func write() throws {
        let scale = try read(Measurements.self, "benchmarks.json")
        try fill(
            "benchmarks.md",
            [
                ("contest", try read(ContestFigures.self, "benchmarks-contest.json").block), ("scale", scale.block),
                ("claims", try read(ClaimFigures.self, "benchmarks-claims.json").block),
            ])
        try fill("capacity.md", [("capacity", scale.capacityBlock)])
    }

    private func read<Figures: Decodable>(_ type: Figures.Type, _ name: String) throws -> Figures {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            throw Trouble("there is no \(folder)/\(name) that can be read; make bench measures it")
        }
        return try JSONDecoder().decode(type, from: data)
    }

    private func fill(_ name: String, _ blocks: [(place: String, text: String)]) throws {
        var page = MeasuredPage(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
        for block in blocks { try page.fill(block.place, with: block.text) }
        try page.text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
}
