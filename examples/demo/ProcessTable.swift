// The machine's process table, read from /proc (proc(5)): which children run which program.

import Foundation

/// Processes of this machine.
enum ProcessTable {
    /// The children of a process that run a program, by its exact path.
    static func children(of parent: Int32, running program: String) -> [Int32] {
        let wanted = URL(fileURLWithPath: program).resolvingSymlinksInPath().path
        return pids().filter { pid in
            self.parent(of: pid) == parent && self.program(of: pid) == wanted
        }
    }

    private static func pids() -> [Int32] {
        // An unreadable /proc has no processes; the caller says that it found none.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.sorted()
    }

    // A process may end between two looks: what cannot be read is no candidate.
    private static func program(of pid: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")
    }

    /// Field 4 of /proc/PID/stat; the name in field 2 may hold spaces and ends with the last parenthesis.
    private static func parent(of pid: Int32) -> Int32? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }
}
