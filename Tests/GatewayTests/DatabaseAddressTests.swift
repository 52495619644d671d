// `--database`: what is accepted, who said it, and that it reaches the services.

import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("The address of a database")
struct DatabaseAddressTests {
    private func settings(
        _ database: String?, environment: [String: String] = [:], file: String = ""
    ) throws -> Setting<String?> {
        var flags = SettingFlags()
        flags.database = database
        let file = try ConfigFile(text: file, path: "/config.yaml")
        return try Settings(flags: flags, environment: environment, file: file).database
    }

    @Test("comes from the flag, the environment or the file, and is not there by default")
    func origins() throws {
        let (flag, variable, file) = ("postgresql://a/x", "postgresql://b/x", "postgres://c/x")
        let text = "database: \(file)\n"
        #expect(try settings(nil) == .init(value: nil, origin: .standard))
        #expect(try settings(nil, file: text) == .init(value: file, origin: .file(path: "/config.yaml", context: nil)))
        let environment = ["SAURO_DATABASE": variable]
        #expect(
            try settings(nil, environment: environment, file: text)
                == .init(value: variable, origin: .environment("SAURO_DATABASE")))
        #expect(
            try settings(flag, environment: environment, file: text) == .init(value: flag, origin: .flag("database")))
    }

    @Test(
        "may hold a port, hosts and options, but no password, which is not repeated",
        arguments: [
            ("postgresql://sauro@a:5432,b:5433/sauro?sslmode=verify-full&passfile=/etc/p", nil),
            ("postgresql:///sauro?host=/run/postgresql", nil),
            ("postgresql://sauro:secret@a/sauro", "the database's address holds a password"),
            ("postgres://a/sauro?password=secret", "the database's address holds a password"),
            ("postgresql:///sauro?sslPassword=secret", "the database's address holds a password"),
            ("host=a password=secret", "a database is postgresql://USER@HOST/NAME (flag --database)"),
            ("/var/lib/sauro", "a database is postgresql://USER@HOST/NAME (flag --database)"),
        ] as [(String, String?)])
    func form(address: String, problem: String?) throws {
        guard let problem else {
            #expect(try settings(address).value == address)
            return
        }
        let error = #expect(throws: UsageError.self) { try settings(address) }
        #expect(error?.message.hasPrefix(problem) == true, "\(error?.message ?? "taken")")
        #expect(error?.message.contains("secret") == false)
    }

    @Test("is told to every service")
    func told() {
        let address = "postgresql:///sauro"
        let arguments = ChildProgram.arguments(
            service: "tasks", folder: SuiteFolder(root: "/data/"), isManualClock: false, database: address)
        #expect(arguments.suffix(2) == ["--database", address])
        #expect(arguments.starts(with: ["--data", "/data/tasks"]))
    }
}
