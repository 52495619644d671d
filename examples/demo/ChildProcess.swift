// A program run to its end, its output kept in files so that no pipe can fill up.

import Foundation
import Surroundings

/// What a program left behind.
struct ProgramResult {
    let status: Int32
    let output: String
    let errors: String
}

/// Runs programs, waiting no longer than told.
enum ChildProcess {
    /// Runs a program to its end; kills it and throws past the limit.
    @MainActor
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], folder: String,
        seconds: Int64
    ) throws -> ProgramResult {
        let output = "\(folder)/stdout"
        let errors = "\(folder)/stderr"
        let process = try start(program, arguments, environment: environment, output: output, errors: errors)
        guard waitUntil(seconds: seconds, { !process.isRunning }) else {
            kill(process.processIdentifier, SIGKILL)
            throw DemoError("\(program) \(arguments.joined(separator: " ")) did not end within \(seconds) s")
        }
        return ProgramResult(
            status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }

    /// Starts a program whose output goes to files.
    static func start(
        _ program: String, _ arguments: [String], environment: [String: String], output: String,
        errors: String
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file(output)
        process.standardError = try file(errors)
        try process.run()
        return process
    }

    /// Looks every few milliseconds whether a condition holds; false when it did not in time.
    static func waitUntil(seconds: Int64, _ condition: () -> Bool) -> Bool {
        let end = Surroundings.systemMonotonic() + seconds * 1000
        while !condition() {
            guard Surroundings.systemMonotonic() < end else { return false }
            usleep(lookMicroseconds)
        }
        return true
    }

    private static let lookMicroseconds: UInt32 = 2000

    private static func file(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw DemoError("cannot write \(path)") }
        return handle
    }
}
