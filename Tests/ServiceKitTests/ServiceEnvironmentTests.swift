// What a service hears from its environment.

import ArgumentParser
@testable import ServiceKit
import Testing

@Suite("The environment of a service's program")
struct ServiceEnvironmentTests {
    private static let said = [
        "SAURO_BACKUPS": "/backups", "SAURO_CLOCK_FILE": "/run/clock", "SAURO_LOG_FORMAT": "json",
        "SAURO_METRICS": "0.0.0.0:9464", "SAURO_GATEWAY": "tcp://elsewhere:1/KEY",
    ]
    private static let needed = ["--data=/data", "--gateway=ipc:///g", "--client=ipc:///c"]

    private func options(_ further: [String], _ variables: [String: String]) throws -> ServiceOptions {
        try ServiceOptions.parse(
            ServiceEnvironment.completed(Self.needed + further) { variables[$0] })
    }

    @Test("stands for flags that nobody said")
    func heard() throws {
        let options = try options([], Self.said)
        #expect(options.backups == "/backups" && options.clockFile == "/run/clock")
        #expect(options.logFormat == "json" && options.metrics == "0.0.0.0:9464")
        #expect(options.gateway == ["ipc:///g"])
    }

    @Test("says nothing against a flag, in whichever form it stands")
    func overruled() throws {
        let options = try options(["--metrics=127.0.0.1:1", "--backups", "/others"], Self.said)
        #expect(options.backups == "/others" && options.metrics == "127.0.0.1:1")
        #expect(options.clockFile == "/run/clock")
    }

    @Test("names a database, too")
    func database() {
        let address = "postgresql://sauro@db/sauro?passfile=/run/secrets/p"
        let words = ServiceEnvironment.completed(Self.needed) { ["SAURO_DATABASE": address][$0] }
        #expect(words == Self.needed + ["--database=\(address)"])
        #expect(ServiceEnvironment.completed(words) { ["SAURO_DATABASE": "postgresql://other"][$0] } == words)
    }

    @Test("says nothing when a variable is empty, or missing")
    func silent() throws {
        let options = try options([], ["SAURO_METRICS": "", "SAURO_CLOCK_FILE": ""])
        #expect(options.metrics == nil && options.clockFile == nil && options.backups == nil)
        #expect(options.logFormat == "text")
    }
}
