// What the process itself uses, under the names that all of Prometheus' clients give it.

private import Glibc

/// Measures of this process, from /proc (proc(5)).
public enum ProcessReadings {
    public static let all = [cpuSeconds, residentMemory, openFiles, openFilesMax, startTime]

    private static let cpuSeconds = Metric(
        "process.cpu", .counter, unit: .seconds, help: "Processor time used, in user and system mode.")
    private static let residentMemory = Metric(
        "process.resident_memory", .gauge, unit: .bytes, help: "Memory that lies in the machine's memory now.")
    private static let openFiles = Metric("process.open_fds", .gauge, help: "Open file descriptors.")
    private static let openFilesMax = Metric(
        "process.max_fds", .gauge, help: "File descriptors that may be open at once.")
    private static let startTime = Metric(
        "process.start_time", .gauge, unit: .seconds, help: "When the process began, in seconds since 1970.")

    /// What they are now; what cannot be read is left out.
    public static func now() -> [Reading] {
        let words = stat
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let pageBytes = Double(sysconf(Int32(_SC_PAGESIZE)))
        // Fields of proc_pid_stat(5): utime and stime are 14 and 15, starttime 22, rss 24.
        let cpu = word(words, 14).flatMap { user in word(words, 15).map { (user + $0) / ticks } }
        let begun = word(words, 22).flatMap { since in bootTime.map { $0 + since / ticks } }
        let found: [(Metric, Double?)] = [
            (cpuSeconds, cpu), (residentMemory, word(words, 24).map { $0 * pageBytes }), (openFiles, descriptors),
            (openFilesMax, descriptorsMax), (startTime, begun),
        ]
        return found.compactMap { measure, value in value.map { Reading(measure, $0) } }
    }

    /// /proc/self/stat from its third field on: the second, the name, may hold anything, spaces and brackets too.
    private static var stat: [Substring] {
        let text = contents("/proc/self/stat")
        guard let bracket = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: bracket)...].split { $0 == " " || $0 == "\n" }
    }

    private static func word(_ words: [Substring], _ field: Int) -> Double? {
        words.indices.contains(field - 3) ? Double(words[field - 3]) : nil
    }

    private static var bootTime: Double? {
        contents("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
            .flatMap { Double($0.dropFirst("btime ".count)) }
    }

    private static var descriptors: Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Neither `.` and `..` nor the one that looks.
        return Double(count - 3)
    }

    private static var descriptorsMax: Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }

    /// A small file of /proc; empty if it cannot be read.
    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0, bytes.count < 1 << 20 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
