// This process: what it was given by the one that started it, and its run from the words to the exit code.

private import Glibc
private import MessageSchema
private import Surroundings

/// This program.
public enum Program {
    /// Runs `sauro` with this process's words and streams, and leaves with its exit code.
    public static func run() async -> Never {
        // A reader that goes away must not end us before we have said what we did.
        signal(SIGPIPE, SIG_IGN)
        let tool = CommandLineTool(
            arguments: Array(CommandLine.arguments.dropFirst()), environment: environment, console: .system(),
            program: path, connect: LiveConnect.with(.live), interrupted: SignalStream.interruptions,
            hungUp: SignalStream.hangups)
        exit(await tool.run().rawValue)
    }

    /// Its path, links followed.
    static var path: String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : "sauro"
    }

    /// The environment variables by name.
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var at = environ
        while let entry = at.pointee {
            let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            at += 1
        }
        return variables
    }
}
