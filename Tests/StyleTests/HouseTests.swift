// The house as a whole: its rooms, the words that do not belong in it, and the links of its pages.

import Foundation
import Testing

@Suite struct HouseTests {
    /// Services that hold a business; the gateway has rooms of its own.
    private var businesses: [String] { SourceTree.folders(in: "services").filter { $0 != "gateway" } }

    @Test func everyServiceHasTheSameRooms() {
        #expect(!businesses.isEmpty)
        let missing =
            businesses.flatMap { service in
                ["README.md", "Domain", "App", "Main"].map { "services/\(service)/\($0)" }
            } + ["README.md", "CommandLine", "Main"].map { "services/gateway/\($0)" }
        expectNone(
            missing.filter { !SourceTree.exists($0) }.map { Finding(path: $0, line: 1, rule: "is missing") })
    }

    @Test func noServiceHasAnotherRoom() {
        let rooms =
            businesses.map { ($0, Set(["Domain", "App", "Main"])) }
            + [("gateway", Set(["CommandLine", "Main", "Bridge"]))]
        let strange = rooms.flatMap { service, known in
            SourceTree.folders(in: "services/\(service)").filter { !known.contains($0) }
                .map { Finding(path: "services/\(service)/\($0)", line: 1, rule: "is no room of a service") }
        }
        expectNone(strange)
    }

    @Test func everyServiceHasTheSameDoors() {
        let missing = businesses.flatMap { service in
            let name = service.prefix(1).uppercased() + service.dropFirst()
            return ["App/\(name)Service.swift", "App/Migrations.swift", "Main/\(name)Main.swift"]
                .map { "services/\(service)/\($0)" }
        }
        expectNone(
            missing.filter { !SourceTree.exists($0) }.map { Finding(path: $0, line: 1, rule: "is missing") })
    }

    @Test func everyServicePageHasTheSameSections() {
        let sections = ["## Words", "## Methods", "## Looking inside", "## Where a change goes"]
        let pages = SourceTree.files.filter { file in
            businesses.contains { file.path == "services/\($0)/README.md" }
        }
        #expect(pages.count == businesses.count)
        expectNone(
            pages.flatMap { page in
                sections.filter { !page.text.contains("\n\($0)\n") }
                    .map { Finding(path: page.path, line: 1, rule: "has no section \"\($0.dropFirst(3))\"") }
            })
    }

    @Test func theProjectSpeaksOfItselfAlone() {
        // In pieces, so that this file does not hold what it looks for.
        let words = [["/wo", "rk/"], ["../sha", "red"], ["farm", "-bench"], ["farm", "-studio"], ["sub", "agent"]]
            .map { $0.joined() }
        let findings = SourceTree.files.flatMap { file in
            guard words.contains(where: file.text.contains) else { return [Finding]() }
            return file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
                index, line in
                words.filter { line.contains($0) }
                    .map {
                        Finding(path: file.path, line: index + 1, rule: "names \"\($0)\", which is not of this project")
                    }
            }
        }
        expectNone(findings)
    }

    @Test func everyLinkOfAPageLeadsSomewhere() throws {
        let pages = SourceTree.files.filter { $0.path.hasSuffix(".md") }
        #expect(!pages.isEmpty)
        expectNone(pages.flatMap(deadLinks))
    }

    private func deadLinks(in page: SourceFile) -> [Finding] {
        var isCode = false
        let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
        var dead: [Finding] = []
        for (index, line) in page.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode else { continue }
            for link in line.matches(of: /\]\(([^)\s#]+)(?:#[^)]*)?\)/).map(\.1) where !link.contains(":") {
                let path = link.hasPrefix("/") ? String(link.dropFirst()) : "\(folder)/\(link)"
                if !SourceTree.exists(path) {
                    dead.append(Finding(path: page.path, line: index + 1, rule: "links to \(link), which is not there"))
                }
            }
        }
        return dead
    }
}
