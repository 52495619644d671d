// The measurement of claims: what each stage of their way costs, from the pure evaluator to the whole of an import, and
// what a plain program in Python makes of the same envelope. Interleaved: each round goes through all stages once.

import BenchKit
import Fabric
import Foundation
import InsuranceDomain
import MessageSchema
import SuiteGround

/// One run.
struct ClaimRun {
    let options: Options
    let folder: String

    /// Claims of an envelope; one of five lines has some 14 kilobytes, and the wire takes 765.
    private static let count = 50
    /// Envelopes that are under way at once.
    private static let callers = 8
    /// Envelopes that each caller has ready before its time is taken.
    private static let turns = 8

    func perform() async throws -> ClaimFigures {
        let envelope = try ClaimEnvelope(file: "\(options.examples)/claims/golden-claim.xml")
        let act = try InsuranceFixture.policy()
        let policy = Policy(version: 1, acts: [act])
        let bytes = envelope.bytes(Self.count, from: 1)
        let claims = try EnvelopeReader.read(bytes).claims.compactMap(\.claim)
        guard claims.count == Self.count else { throw Trouble("\(claims.count) of \(Self.count) claims were read") }
        let records = try claims.map { try Adjudicator.decide(ClaimCase(claim: $0), by: policy).record }
        let decoded = DecodedClaims(records)
        let file = "\(folder)/envelope.xml"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let expected = decoded.paid(by: policy)
        let suite = try await BenchSuite(folder: folder, bin: options.bin, database: nil)
        try await Groundwork(client: suite.client, traceparent: BenchSuite.trace).lay(notifying: false)
        var stages = Self.stages
        var (imported, memory) = (0, [Double]())
        for round in 1...options.rounds {
            Console.say("round \(round) of \(options.rounds)")
            let figures = [
                try repeated { guard decoded.paid(by: policy) == expected else { throw Self.differs } },
                try repeated { try replay(records, policy, expected) },
                try repeated {
                    for claim in claims { _ = try Adjudicator.decide(ClaimCase(claim: claim), by: policy) }
                },
                try repeated { _ = try EnvelopeReader.read(bytes) },
                try await importing(envelope, suite, &imported),
                try await python(file, expected),
            ]
            for (index, figure) in figures.enumerated() { stages[index].claimsPerSecond.append(figure) }
            if round == 1 || round == options.rounds { memory.append(suite.memory(of: "insurance")) }
        }
        try await suite.stop()
        return ClaimFigures(
            day: Machine.day, machine: Machine.words,
            setting:
                "the golden claim of five lines, \(Self.count) an envelope, \(Self.callers) envelopes at once, "
                + "\(options.seconds) s a stage, medians of \(options.rounds) rounds", stages: stages, memory: memory,
            imported: imported)
    }

    private static let stages = [
        ClaimStage(stage: "evaluator", what: "deciding alone, from facts that were read, without a word: the limit"),
        ClaimStage(stage: "replay", what: "facts read from bytes, decided by two policies, added up"),
        ClaimStage(stage: "decision", what: "deciding with every step in words, and what is kept"),
        ClaimStage(stage: "envelope", what: "XML and base64 to claims, with all checks"),
        ClaimStage(stage: "import", what: "envelopes through the gateway: read, decided, posted, on the disk"),
        ClaimStage(stage: ClaimFigures.python, what: "XML to sums as an office would write it; keeps nothing"),
    ]
    private static let differs = Trouble("the same claims came to another sum")

    /// Claims a second of what treats all of them at a time.
    private func repeated(_ body: () throws -> Void) throws -> Double {
        let begun = ContinuousClock.now
        var times = 0
        while ContinuousClock.now - begun < .seconds(options.seconds) {
            try body()
            times += 1
        }
        return Double(times * Self.count) / (ContinuousClock.now - begun).inSeconds
    }

    private func replay(_ records: [DecisionRecord], _ policy: Policy, _ expected: Int64) throws {
        var replay = PolicyReplay(draft: policy, published: policy)
        for (index, record) in records.enumerated() {
            replay.take(ReplayCase(claim: Int64(index + 1), person: nil, record: record))
        }
        guard replay.fundByDraft == Int128(expected) else { throw Self.differs }
    }

    /// Claims a second of several callers at once, each of which sends one envelope after the other. Making the
    /// envelopes does not count.
    private func importing(_ envelope: ClaimEnvelope, _ suite: BenchSuite, _ imported: inout Int) async throws -> Double
    {
        var (claims, seconds) = (0, 0.0)
        while seconds < Double(options.seconds) {
            let first = imported
            let stock = (0..<Self.callers * Self.turns).map { number in
                Data(envelope.bytes(Self.count, from: first + number * Self.count + 1)).base64EncodedString()
            }
            let begun = ContinuousClock.now
            let stored = try await withThrowingTaskGroup { group in
                for caller in 0..<Self.callers {
                    group.addTask { try await Self.send(stock[caller * Self.turns..<(caller + 1) * Self.turns], suite) }
                }
                return try await group.reduce(0, +)
            }
            seconds += (ContinuousClock.now - begun).inSeconds
            guard stored == Self.count * stock.count else { throw Trouble("\(stored) claims were stored") }
            (claims, imported) = (claims + stored, imported + stored)
        }
        return Double(claims) / seconds
    }

    /// Imports envelopes one after the other; how many claims were stored.
    private static func send(_ envelopes: ArraySlice<String>, _ suite: BenchSuite) async throws -> Int {
        var stored = 0
        for envelope in envelopes {
            let metadata = CallMetadata(deadline: CallMetadata.deadlineMax)
            stored += try await suite.client.call(ImportClaims(envelope: envelope), metadata: metadata).value.stored
        }
        return stored
    }

    /// The program's own figure: its start does not count.
    private func python(_ file: String, _ expected: Int64) async throws -> Double {
        let log = "\(folder)/python.log"
        try? FileManager.default.removeItem(atPath: log)
        let words = [options.python, file, "--seconds", String(options.seconds)]
        guard await Programs.run("/usr/bin/env", ["python3"] + words, log: log) == 0 else {
            throw Trouble("\(options.python) failed; see \(log)")
        }
        let text = try String(contentsOfFile: log, encoding: .utf8)
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 2, let rate = Double(fields[0]), Int64(fields[1]) == expected else {
            throw Trouble("\(options.python) came to another sum: \(text)")
        }
        return rate
    }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
