// What runs the suite in containers knows every service of the catalogue: a new service is not left behind.

import MessageSchema
import Testing

@Suite struct DeployTests {
    private var services: [String] {
        Catalogue.contracts.map { $0.service }.filter { $0 != GatewayContract.service }.map(\.text)
    }

    private func text(of path: String) throws -> String {
        try #require(SourceTree.files.first { $0.path == path }, "there is no \(path)").text
    }

    /// What stands under a name in a docker-compose file: the lines after it that lie deeper.
    private func block(_ name: String, of path: String) throws -> String {
        let lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == "  \(name):" }, "\(path) has no \(name)")
        return lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix("   ") }.joined(separator: "\n")
    }

    @Test func theImageHasEveryProgramAndEveryFolder() throws {
        let image = try text(of: "deploy/Dockerfile")
        for service in services {
            #expect(image.contains(" sauro-\(service)"), "no program of \(service)")
            #expect(image.contains(" sauro/\(service)"), "no folder of \(service)")
        }
    }

    @Test func everyServiceHasAContainerAVolumeAndACallThatTellsItsHealth() throws {
        for service in services {
            let container = try block(service, of: "deploy/docker-compose.yml")
            #expect(container.contains("- sauro-\(service)\n"))
            #expect(container.contains("\"\(service):/var/lib/sauro/\(service)\""))
            #expect(container.contains("sauro, call, \(service).health.check,"))
        }
        #expect(try block("gateway", of: "deploy/docker-compose.yml").contains(ShowClock.name.text))
    }

    @Test func aManualClockReachesEveryService() throws {
        let file = "deploy/docker-compose.clock.yml"
        for service in services {
            let flags = try block(service, of: "deploy/docker-compose.yml").split(separator: "\n")
                .filter { $0.hasPrefix("      - ") }
            let container = try block(service, of: file)
            #expect(!flags.isEmpty)
            // An override replaces the whole command, so it has to repeat it.
            for flag in flags { #expect(container.contains(flag), "\(service): \(flag)") }
            #expect(container.contains("- --clock-file=/var/lib/sauro/run/clock"))
        }
    }

    @Test func everyContainerIsWaitedFor() throws {
        let names = try #require(try text(of: "deploy/await").firstMatch(of: /for service in ([a-z ]+);/)).1
        #expect(Set(names.split(separator: " ").map(String.init)) == Set(services + ["gateway"]))
    }
}
