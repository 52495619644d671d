// Processor time as the kernel counts it, /proc/PID/stat of proc(5), and the machine in words.

import Foundation
import Surroundings

/// Microseconds of processor time that were spent until a moment.
struct ProcessorTime {
    private static let microsecondsPerTick = 1_000_000 / Double(sysconf(Int32(_SC_CLK_TCK)))

    /// A process with all its threads; 0 once it is gone.
    static func of(_ pid: pid_t) -> Double { ticks(of: pid, fields: [11, 12]) }

    /// A process, its children, and those of them that have ended.
    static func ofFamily(_ pid: pid_t) -> Double {
        let path = "/proc/\(pid)/task/\(pid)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ") ?? []
        return ticks(of: pid, fields: [11, 12, 13, 14]) + children.compactMap { pid_t($0) }.reduce(0) { $0 + of($1) }
    }

    /// What a process holds in memory (VmRSS); 0 once it is gone.
    static func residentMebibytes(of pid: pid_t) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1024
    }

    /// Fields of /proc/PID/stat, counted from 0 after the name: user and system time are 11 and 12, those of ended
    /// children 13 and 14.
    private static func ticks(of pid: pid_t, fields wanted: [Int]) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return wanted.reduce(0) { $0 + (fields.count > $1 ? Double(fields[$1]) ?? 0 : 0) } * microsecondsPerTick
    }
}

/// The machine in a few words.
enum Machine {
    static var words: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
        return "\(ProcessInfo.processInfo.activeProcessorCount) × \(name)"
    }

    /// Today, for whoever reads the figures.
    static var day: String {
        let time = gmtime(of: Surroundings.live.now() / 1_000_000)
        return "\(time.year)-\(two(time.month))-\(two(time.day))"
    }

    private static func gmtime(of seconds: Int64) -> (year: Int, month: Int, day: Int) {
        var moment = time_t(seconds)
        var fields = tm()
        gmtime_r(&moment, &fields)
        return (Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1, Int(fields.tm_mday))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
