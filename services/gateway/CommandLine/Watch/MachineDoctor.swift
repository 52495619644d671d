// The part of the doctor that needs no running suite: the machine and the data folder.

import Fabric
private import Glibc
import MessageSchema
import Surroundings

/// Looks at a machine and at a data folder; changes nothing but for one small file that it writes and removes.
struct MachineDoctor: Sendable {
    let folder: SuiteFolder
    let services: [String]
    /// Where backups are expected.
    let backupFolder: String
    let surroundings: Surroundings
    private var user: UInt32 { geteuid() }

    /// What is too little, or too much.
    private static let diskWarn = 15.0
    private static let diskFail = 5.0
    private static let walWarn: Int64 = 64 << 20
    private static let walFail: Int64 = 1 << 30
    private static let logsWarn: Int64 = 1 << 30
    private static let syncWarn: Int64 = 100_000
    private static let filesWarn: UInt = 4096
    private static let backupWarnHours: Int64 = 26
    private static let backupFailHours: Int64 = 24 * 8

    func findings() -> [DoctorFinding] {
        guard let root = FilePlace(folder.root), root.isFolder else {
            return [
                .fail(
                    "data folder", "there is no folder \(folder.root)",
                    next: "say which with --data, or start a suite there: sauro up --data \(folder.root)"),
                openFiles,
            ]
        }
        return [owner(root), run, space, files, sync] + [principals, keys] + databases + [logs, backups, openFiles]
    }

    private func owner(_ root: FilePlace) -> DoctorFinding {
        let subject = "data folder"
        guard root.owner == user else {
            return .fail(
                subject, "\(folder.root) belongs to user \(root.owner), and this is user \(user)",
                next: "run as its owner, or chown -R it to who runs the suite")
        }
        // Other folders inside are closed by themselves; who may look into this one sees names and sizes.
        guard !root.isOpenToOthers else {
            return .warn(
                subject, "\(folder.root) is open to others (\(root.modeText))", next: "chmod 700 \(folder.root)")
        }
        return .ok(subject, "\(folder.root) is yours alone (\(root.modeText))")
    }

    private var run: DoctorFinding {
        let subject = "sockets"
        guard folder.clientSocket.utf8.count <= Self.socketPathMax, folder.workerSocket.utf8.count <= Self.socketPathMax
        else {
            return .fail(
                subject, "the path \(folder.workerSocket) is longer than the \(Self.socketPathMax) bytes of a socket's",
                next: "use a data folder with a shorter path")
        }
        guard let place = FilePlace(folder.run) else { return .skipped(subject, "no suite was ever started here") }
        guard place.owner == user, !place.isOpenToOthers else {
            return .fail(
                subject, "others can reach the sockets: \(folder.run) is \(place.modeText), user \(place.owner)",
                next: "chmod 700 \(folder.run); who opens a socket there is let in")
        }
        return .ok(subject, "\(folder.run) is closed to others (\(place.modeText))")
    }

    /// sockaddr_un of Linux (unix(7)), less the zero at its end.
    private static let socketPathMax = 107

    private var space: DoctorFinding {
        let subject = "free disk"
        guard let space = FileSpace(folder.root) else { return .skipped(subject, "the file system does not say") }
        let words = """
            \(ByteText.text(space.freeBytes)) of \(ByteText.text(space.totalBytes)) are free \
            (\(Int64(space.freePercent)) %)
            """
        let next = "make room: old logs in \(folder.logs), old backups; a full disk refuses every write"
        if space.freePercent <= Self.diskFail { return .fail(subject, words, next: next) }
        return space.freePercent <= Self.diskWarn ? .warn(subject, words, next: next) : .ok(subject, words)
    }

    private var files: DoctorFinding {
        let subject = "free inodes"
        guard let space = FileSpace(folder.root), space.totalFiles > 0 else {
            return .skipped(subject, "the file system has no such limit")
        }
        let percent = space.freeFiles * 100 / space.totalFiles
        guard percent > 5 else {
            return .fail(
                subject, "\(space.freeFiles) files more fit (\(percent) %)", next: "remove small files from this disk")
        }
        return .ok(subject, "\(percent) % are free")
    }

    /// Writes four kilobytes through to the disk, as every commit does.
    private var sync: DoctorFinding {
        let subject = "fsync"
        let path = "\(folder.root)/.doctor-\(surroundings.newIdentifier())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        func failed() -> DoctorFinding {
            .fail(
                subject, "\(folder.root) cannot be written: \(String(cString: strerror(errno)))",
                next: "look at the mount and the disk: dmesg, mount, df")
        }
        guard descriptor >= 0 else { return failed() }
        defer {
            close(descriptor)
            unlink(path)
        }
        let bytes = [UInt8](repeating: 0x73, count: 4096)
        let begun = Surroundings.readClock(CLOCK_MONOTONIC)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else { return failed() }
        let took = Surroundings.readClock(CLOCK_MONOTONIC) - begun
        guard took < Self.syncWarn else {
            return .warn(
                subject, "one took \(TraceText.time(took)); every commit waits for one",
                next: "look at what else writes to this disk, and at its health")
        }
        return .ok(subject, "one took \(TraceText.time(took))")
    }

    private var principals: DoctorFinding {
        let subject = DoctorFinding.principals
        do throws(UsageError) {
            guard FilePlace(folder.principals) != nil else {
                return .ok(subject, "there is no \(folder.principals): only the owner may act")
            }
            return judged(try PrincipalsFile.load(folder.principals), subject)
        } catch {
            return .fail(
                subject, error.message,
                next: "correct that line; a running gateway keeps what it read before, a new one does not start")
        }
    }

    private func judged(_ file: PrincipalsFile, _ subject: String) -> DoctorFinding {
        let foreign = file.entries.compactMap { entry -> String? in
            guard case .serves(let named) = entry.right else { return nil }
            let gone = named.filter { !services.contains($0) }
            return gone.isEmpty ? nil : "\(entry.name) (\(gone.joined(separator: ", ")))"
        }
        guard foreign.isEmpty else {
            return .warn(
                subject, "keys of services that this version does not have: \(foreign.joined(separator: "; "))",
                next: "remove them: sauro keys remove NAME")
        }
        let now = surroundings.machineInstant
        let ended = file.entries.filter { !$0.keys.isEmpty && $0.keys.allSatisfy { !$0.isValid(at: now) } }
        guard ended.isEmpty else {
            return .warn(
                subject, "every key has ended of: \(ended.map(\.name).joined(separator: ", "))",
                next: "renew it with sauro keys rotate, or remove it")
        }
        return .ok(subject, "\(file.count) are named, no key is left over")
    }

    private var keys: DoctorFinding {
        let subject = DoctorFinding.secretKeys
        guard let place = FilePlace(folder.keys) else { return .ok(subject, "none here; the network is off") }
        let open = FilePlace.names(in: folder.keys).filter { name in
            name.contains(".key") && FilePlace("\(folder.keys)/\(name)").map(\.isOpenToOthers) == true
        }
        guard !place.isOpenToOthers, open.isEmpty else {
            return .fail(
                subject, "others can read \(open.isEmpty ? folder.keys : open.joined(separator: ", "))",
                next: "chmod 700 \(folder.keys), chmod 600 the files in it, and rotate what may have been read")
        }
        return .ok(subject, "\(folder.keys) and what is in it are closed to others")
    }

    private var databases: [DoctorFinding] {
        services.compactMap { service in
            let path = "\(folder.data(of: service))/\(service).sqlite"
            guard let file = FilePlace(path) else {
                return FilePlace(folder.data(of: service)) == nil
                    ? nil : .skipped("\(service) database", "no SQLite file; PostgreSQL has its own doctors")
            }
            return judged(file, path, service)
        }
    }

    private func judged(_ file: FilePlace, _ path: String, _ service: String) -> DoctorFinding {
        let subject = "\(service) database"
        guard file.owner == user, !(FilePlace(folder.data(of: service))?.isOpenToOthers ?? true) else {
            return .fail(
                subject, "others can reach \(path)",
                next: "chown it to who runs the suite, and chmod 700 \(folder.data(of: service))")
        }
        guard Self.isDatabase(path) else {
            return .fail(
                subject, "\(path) does not begin as a SQLite database does",
                next: "restore the service from a backup; do not start it on this file")
        }
        let wal = FilePlace(path + "-wal")?.bytes ?? 0
        let words = "\(ByteText.text(file.bytes)), write-ahead log \(ByteText.text(wal))"
        let next = "something reads without end, or checkpoints fail: look for a long reader, restart the service"
        if wal >= Self.walFail { return .fail(subject, words, next: next) }
        return wal >= Self.walWarn ? .warn(subject, words, next: next) : .ok(subject, words)
    }

    /// The first 16 bytes of a database (sqlite.org/fileformat2.html, section 1.3). An empty file is one, too.
    private static func isDatabase(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &head, head.count)
        return count == 0 || head == Array("SQLite format 3\0".utf8)
    }

    private var logs: DoctorFinding {
        let bytes = FilePlace.names(in: folder.logs).reduce(Int64(0)) { sum, name in
            sum + (FilePlace("\(folder.logs)/\(name)")?.bytes ?? 0)
        }
        guard bytes < Self.logsWarn else {
            return .warn(
                "logs", "\(ByteText.text(bytes)) in \(folder.logs)",
                next: "rotate them with logrotate's copytruncate, or ask who logs so much: sauro log level all")
        }
        return .ok("logs", "\(ByteText.text(bytes)) in \(folder.logs)")
    }

    private var backups: DoctorFinding {
        let subject = "backups"
        let home = backupFolder
        let times = FilePlace.names(in: home).compactMap { FilePlace("\(home)/\($0)/manifest.json")?.changed }
        guard let last = times.max() else {
            return .warn(
                subject, "none in \(home); it is not known whether there are any elsewhere",
                next: "sauro backup create, and keep copies on another machine; SAURO_BACKUPS says where they are")
        }
        let hours = (surroundings.machineTime() / 1000 - last) / 3600
        let words = "\(times.count) in \(home), the last \(hours) h old"
        let next = "see why the schedule does not run, then make one"
        if hours >= Self.backupFailHours { return .fail(subject, words, next: next) }
        return hours >= Self.backupWarnHours ? .warn(subject, words, next: next) : .ok(subject, words)
    }

    /// A connection takes a descriptor in the gateway; a service has files and sockets of its own.
    private var openFiles: DoctorFinding {
        var limit = rlimit()
        let subject = "open files"
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return .skipped(subject, "the system does not say")
        }
        guard limit.rlim_cur >= Self.filesWarn else {
            return .warn(
                subject, "a process started from here may open \(limit.rlim_cur) files (at most \(limit.rlim_max))",
                next: "ulimit -n \(Self.filesWarn), or LimitNOFILE= in the unit, before many clients come")
        }
        return .ok(subject, "a process started from here may open \(limit.rlim_cur)")
    }
}
