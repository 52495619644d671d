// The part of the doctor that asks a running suite. Pure: what it answered comes in, findings go out.

import MessageSchema

/// What a running suite said.
struct SuiteAnswers: Sendable {
    var status: ShowSuiteStatus.Reply
    var instances: [InstanceAnswer<InstanceReport>]
    /// This machine's wall clock when the answers were there, milliseconds, and how long they took.
    var now: Int64
    var took: Int64
    /// What verifying the journals gave, if that was asked for.
    var verified: [InstanceAnswer<VerifyJournal<GatewayContract>.Reply>] = []
}

/// Judges a running suite.
struct SuiteDoctor: Sendable {
    let answers: SuiteAnswers
    /// This program's version.
    var version = Release.version

    private static let skewWarn: Int64 = 2000
    private static let skewFail: Int64 = 30_000
    private static let restartsWarn = 3
    private static let lagWarn: Int64 = 1000

    private var reports: [InstanceReport] { answers.instances.compactMap(\.reply) }

    func findings() -> [DoctorFinding] {
        [services, versions, clocks, restarts, lag, consumers, journals]
    }

    private var services: DoctorFinding {
        let absent = SuiteWatch.absent(answers.status)
        let silent = answers.instances.filter { $0.reply == nil }.map(\.place.short)
        guard absent.isEmpty else {
            return .fail(
                "services", "not running: \(absent.joined(separator: ", "))",
                next: "start them; their logs say why they ended")
        }
        guard silent.isEmpty else {
            return .fail(
                "services", "known, but silent: \(silent.joined(separator: ", "))",
                next: "look at their logs and at sauro top; restart the one that is stuck")
        }
        return .ok("services", "\(answers.instances.count) instances answer, in \(answers.took) ms together")
    }

    private var versions: DoctorFinding {
        let found = Set(answers.status.services.flatMap { $0.instances.map(\.version) } + [version])
        guard found.count == 1 else {
            let names = answers.status.services.flatMap { service in
                service.instances.map { "\(service.service) \($0.version)" }
            }
            return .warn(
                "versions",
                "they differ: \(Set(names).sorted().joined(separator: ", ")), and this program \(version)",
                next: "finish the upgrade that is under way, or put the old program away")
        }
        return .ok("versions", "all are \(version)")
    }

    /// An answer's clock is compared with the middle of the asking.
    private var clocks: DoctorFinding {
        let skews = reports.map { report in
            (report, abs(report.machineTime.microseconds / 1000 - (answers.now - answers.took / 2)))
        }
        guard let worst = skews.max(by: { $0.1 < $1.1 }) else { return .skipped("clocks", "no service told its time") }
        let words = "\(worst.0.service) and this machine are \(worst.1) ms apart"
        let next = "let both follow one time server (chronyc tracking, timedatectl)"
        if worst.1 > Self.skewFail { return .fail("clocks", words, next: next) }
        return worst.1 > Self.skewWarn + answers.took ? .warn("clocks", words, next: next) : .ok("clocks", words)
    }

    private var restarts: DoctorFinding {
        let counts = answers.status.services.compactMap { service in service.restarts.map { (service.service, $0) } }
        guard !counts.isEmpty else { return .skipped("restarts", "something else than sauro up starts the services") }
        let many = counts.filter { $0.1 >= Self.restartsWarn }
        guard many.isEmpty else {
            return .warn(
                "restarts", many.map { "\($0.0) \($0.1) times" }.joined(separator: ", "),
                next: "look at the end of their logs: they die again and again")
        }
        return .ok("restarts", "\(counts.reduce(0) { $0 + $1.1 }) since the suite was started")
    }

    private var lag: DoctorFinding {
        let heads = Dictionary(reports.map { ($0.service, $0.sequence) }, uniquingKeysWith: max)
        let lags = reports.flatMap { report in
            report.follows.map { ("\(report.service) \($0.service)", (heads[$0.service] ?? $0.after) - $0.after) }
        }
        guard let worst = lags.max(by: { $0.1 < $1.1 }) else { return .skipped("following", "nobody follows anybody") }
        let names = worst.0.split(separator: " ")
        guard worst.1 < Self.lagWarn else {
            return .warn(
                "following", "\(names.first ?? "") is \(worst.1) events behind \(names.last ?? "")",
                next: "watch it in sauro top: if it does not shrink, the follower's log says what it fails at")
        }
        return .ok("following", "at most \(max(0, worst.1)) events behind")
    }

    private var consumers: DoctorFinding {
        let queues = Dictionary(
            reports.map { ($0.service, $0.queues) }, uniquingKeysWith: { first, _ in first })
        let letters = queues.values.joined().reduce(0) { $0 + $1.letters }
        if let restored = queues.first(where: { $0.value.contains(where: \.restored) }) {
            return .warn(
                "consumers", "a queue of \(restored.key) waits to be resumed after a restore",
                next: "sauro queue list \(restored.key), then sauro queue resume")
        }
        guard letters == 0 else {
            let services = queues.filter { $0.value.contains { $0.letters > 0 } }.keys.sorted()
            return .warn(
                "consumers", "\(letters) dead letters in \(services.joined(separator: ", "))",
                next: "sauro queue list SERVICE, sauro letter list SERVICE QUEUE; mend, then sauro letter retry")
        }
        return .ok("consumers", "\(queues.values.joined().count) queues, no dead letters")
    }

    private var journals: DoctorFinding {
        guard !answers.verified.isEmpty else {
            return .skipped("journals", "sauro doctor --deep verifies every entry, sauro audit verify as well")
        }
        let bad = answers.verified.filter { $0.reply?.holds == false }
        guard bad.isEmpty else {
            return .fail(
                "journals", "damaged: \(bad.map(\.place.service.text).joined(separator: ", "))",
                next: "stop these services and restore them from a backup that verifies")
        }
        let silent = answers.verified.filter { $0.reply == nil }
        guard silent.isEmpty else {
            return .warn(
                "journals", "not verified: \(silent.map(\.place.service.text).joined(separator: ", "))",
                next: "sauro audit verify SERVICE --timeout 60s")
        }
        let entries = answers.verified.compactMap(\.reply?.entries).reduce(0, +)
        return .ok("journals", "\(entries) entries hold")
    }
}
