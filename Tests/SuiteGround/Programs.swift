// Where the suite's programs lie, running one to its end, and what a run says while it goes on.

internal import Foundation

/// Where programs lie, and running one to its end.
public enum Programs {
    public static var ownFolder: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    /// Runs a program to its end; 127 if it could not be started, 128 if it took longer than a minute.
    public static func run(_ executable: String, _ arguments: [String], log: String) async -> Int32 {
        do {
            let child = try Child(executable, arguments, log: log)
            guard await child.hasEnded(within: 60_000), let status = child.status else {
                child.signal(SIGKILL)
                return 128
            }
            return status >> 8 & 0xFF
        } catch {
            Console.say("\(error)")
            return 127
        }
    }
}

/// The progress of the run.
public enum Console {
    public static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// The run cannot go on.
public struct Trouble: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
