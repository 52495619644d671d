// What runs the suite in containers and under systemd knows every service of the catalogue: a new service is not left
// behind.

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

    @Test func everyServiceHasAContainerAVolumeKeysAndACallThatTellsItsHealth() throws {
        for service in services {
            let container = try block("sauro-\(service)", of: "deploy/docker-compose.yml")
            for part in [
                "- sauro-\(service)\n", "\"\(service):/var/lib/sauro/\(service)\"",
                "sauro, call, \(service).health.check,",
                "secrets: [\(service), \(service)-caller]", "- --key=/run/secrets/\(service)\n",
                "- --client-key=/run/secrets/\(service)-caller\n",
            ] {
                #expect(container.contains(part), "sauro-\(service) lacks \(part)")
            }
        }
        #expect(try block("sauro-gateway", of: "deploy/docker-compose.yml").contains(ShowClock.name.text))
    }

    @Test func theContainersMeetOnANetworkThatLeadsNowhere() throws {
        let text = try text(of: "deploy/docker-compose.yml")
        #expect(try block("suite", of: "deploy/docker-compose.yml") == "    internal: true\n")
        #expect(text.contains("  networks: [suite]\n") && !text.contains("ports:"))
        // A name of its own would keep a service from having a second container.
        #expect(!text.contains("container_name"))
    }

    @Test func everyServiceHasAUnitWithItsOwnKeys() throws {
        for service in services {
            let unit = try text(of: "deploy/systemd/sauro-\(service)@.service")
            for part in [
                "ExecStart=/usr/local/bin/sauro-\(service) ", "StateDirectory=sauro/\(service) sauro/backups\n",
                "BindPaths=/var/lib/sauro/\(service) /var/lib/sauro/backups\n", " --backups=%S/sauro/backups\n",
                "LoadCredential=serves:/var/lib/sauro/keys/\(service).key\n",
                "LoadCredential=calls:/var/lib/sauro/keys/\(service)-caller.key\n",
            ] {
                #expect(unit.contains(part), "the unit of \(service) lacks \(part)")
            }
        }
    }

    @Test(arguments: [("deploy/await", true), ("deploy/make-keys", false)])
    func everyContainerIsWaitedForAndEveryServiceHasKeys(script: String, hasGateway: Bool) throws {
        let names = try #require(try text(of: script).firstMatch(of: /for service in ([a-z ]+);/)).1
        #expect(Set(names.split(separator: " ").map(String.init)) == Set(services + (hasGateway ? ["gateway"] : [])))
    }
}
