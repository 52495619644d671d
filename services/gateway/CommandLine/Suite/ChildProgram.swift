// The program of a service: where it lies and how `up` starts it.

private import Glibc

/// How a service is started as a child of `up`.
struct ChildProgram: Sendable, Equatable {
    var service: String
    var executable: String
    var arguments: [String]
    var log: String
}

extension ChildProgram {
    /// The program `sauro-SERVICE`, beside this executable or in PATH. Throws when there is none.
    init(
        service: String, folder: SuiteFolder, isManualClock: Bool, database: String? = nil, further: [String] = [],
        program: String, environment: [String: String]
    ) throws(UsageError) {
        try self.init(
            service: service,
            arguments: Self.arguments(
                service: service, folder: folder, isManualClock: isManualClock, database: database)
                + ["--backups", BackupFlag.folder(nil, folder, environment).root] + further,
            log: folder.log(of: service), program: program, environment: environment)
    }

    /// The same program with other words.
    init(
        service: String, arguments: [String], log: String, program: String, environment: [String: String]
    ) throws(UsageError) {
        self.init(
            service: service, executable: try Self.executable(of: service, program: program, environment: environment),
            arguments: arguments, log: log)
    }

    /// What the service is told.
    static func arguments(
        service: String, folder: SuiteFolder, isManualClock: Bool, database: String? = nil
    ) -> [String] {
        [
            "--data", folder.data(of: service), "--gateway", folder.workerSocket, "--client", folder.clientSocket,
            "--watch-stdin",
        ] + (isManualClock ? ["--clock-file", folder.clock] : []) + (database.map { ["--database", $0] } ?? [])
    }

    /// The path of `sauro-SERVICE`. Throws when there is none.
    static func executable(
        of service: String, program: String, environment: [String: String]
    ) throws(UsageError) -> String {
        let name = "sauro-\(service)"
        guard let executable = find(name, beside: program, environment["PATH"] ?? "") else {
            throw UsageError(
                "there is no program \(name) beside \(program) or in PATH",
                next: "build it, or name the services to work with, without it")
        }
        return executable
    }

    private static func find(_ name: String, beside program: String, _ path: String) -> String? {
        var folders: [String] = []
        if let slash = program.lastIndex(of: "/") { folders.append(String(program[..<slash])) }
        folders += path.split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
