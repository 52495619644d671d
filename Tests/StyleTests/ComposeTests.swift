// The docker-compose files are pieces that are laid over one another: any two of them together keep what each says, and
// every container of the suite is bounded.

import MessageSchema
import Testing

@Suite("The compose files")
struct ComposeTests {
    private static let base = "deploy/docker-compose.yml"
    /// Every file that goes over the base; the one that makes keys stands alone.
    private static let overlays: [String] = SourceTree.files.map(\.path).filter {
        $0.hasPrefix("deploy/docker-compose.") && $0 != base && $0 != "deploy/docker-compose.keys.yml"
    }
    private static let pairs: [[String]] = overlays.flatMap { first in
        overlays.filter { $0 != first }.map { [first, $0] }
    }

    private static func file(_ path: String) throws -> ComposeFile {
        try ComposeFile(#require(SourceTree.files.first { $0.path == path }, "there is no \(path)").text)
    }

    private var programs: [String] { Catalogue.contracts.map { "sauro-\($0.service)" } }

    @Test("keep, two by two and in either order, what each says", arguments: pairs)
    func together(pair: [String]) throws {
        let (base, overlays) = (try Self.file(Self.base), try pair.map(Self.file))
        let merged = overlays.reduce(base) { $0.overlaid(by: $1) }
        for (path, overlay) in zip(pair, overlays) {
            #expect(overlay.missing(in: merged) == [], "\(path), of \(pair)")
        }
        // How a program is started is nobody's but the base's.
        for program in programs {
            #expect(merged.services[program]?["entrypoint"] == base.services[program]?["entrypoint"])
        }
    }

    @Test("of which one loses its words to another are found out")
    func lost() throws {
        let one = try ComposeFile("services: {a: {command: [--one], environment: {X: '1'}, networks: [n]}}")
        let two = try ComposeFile("services: {a: {command: [--two], environment: {Y: '2'}, networks: [m]}}")
        let merged = one.overlaid(by: two)
        #expect(one.missing(in: merged) == ["a: command"] && two.missing(in: merged) == [])
        #expect(merged.services["a"]?["networks"]?.texts == ["n", "m"])
    }

    @Test("bound what each container takes of the machine, and give each the time to drain")
    func bounds() throws {
        let services = try Self.file(Self.base).services
        #expect(Set(services.keys).isSuperset(of: programs))
        for (name, service) in services {
            #expect(service["mem_limit"] == .text("${SAURO_MEMORY:-1g}"), "\(name)")
            #expect(service["cpus"] == .text("${SAURO_CPUS:-1.0}"), "\(name)")
            #expect(service["pids_limit"] == .text("256"), "\(name)")
            #expect(service["stop_grace_period"] == .text("20s"), "\(name)")
        }
    }

    @Test("let every service and the gateway see the one folder of backups")
    func backups() throws {
        let services = try Self.file(Self.base).services
        let volume = "backups:/var/lib/sauro/backups"
        for name in programs + ["sauro-backup", "sauro-data"] {
            #expect(services[name]?["volumes"]?.texts.contains(volume) == true, "\(name)")
        }
        for program in programs where program != "sauro-gateway" {
            #expect(
                services[program]?["entrypoint"]?.texts.contains("--backups=/var/lib/sauro/backups") == true,
                "\(program)")
        }
        let volumes = programs.filter { $0 != "sauro-gateway" }.map { $0.dropFirst("sauro-".count) }
        for service in volumes {
            let found = services["sauro-data"]?["volumes"]?.texts.contains("\(service):/var/lib/sauro/\(service)")
            #expect(found == true, "sauro-data does not see \(service)")
        }
    }

    @Test("tell every service of a manual clock, and have every program show its page to Prometheus")
    func environment() throws {
        let (clock, observe) = (
            try Self.file("deploy/docker-compose.clock.yml"), try Self.file("deploy/docker-compose.observe.yml")
        )
        for program in programs {
            #expect(
                observe.services[program]?["environment"] == .members(["SAURO_METRICS": .text("0.0.0.0:9464")]),
                "\(program)")
            #expect(observe.services[program]?["networks"]?.texts == ["observe"])
            guard program != "sauro-gateway" else { continue }
            #expect(
                clock.services[program]?["environment"]
                    == .members(["SAURO_CLOCK_FILE": .text("/var/lib/sauro/run/clock")]), "\(program)")
        }
    }

    @Test("give PostgreSQL to every service, bounded, and its password by files alone")
    func database() throws {
        let services = try Self.file("deploy/docker-compose.postgres.yml").services
        for program in programs where program != "sauro-gateway" {
            #expect(
                services[program]?["environment"]?["SAURO_DATABASE"]
                    == .text("postgresql://sauro@postgres/sauro?passfile=/run/secrets/postgres-passfile"), "\(program)")
            #expect(services[program]?["secrets"]?.texts == ["postgres-passfile"])
        }
        let server = try #require(services["postgres"])
        #expect(server["mem_limit"] != nil && server["cpus"] != nil && server["pids_limit"] != nil)
        let environment = try #require(server["environment"])
        #expect(environment["POSTGRES_PASSWORD"] == nil)
        #expect(environment["POSTGRES_PASSWORD_FILE"] == .text("/run/secrets/postgres-password"))
    }
}
