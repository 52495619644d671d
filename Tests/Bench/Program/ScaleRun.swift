// The measurement of scale: for each round, each engine, each number of instances and each kind of work one cell.

import BenchKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround

/// One run over all engines.
struct ScaleRun {
    let options: Options
    let folder: String

    private struct Ground {
        var engine: String
        var suite: BenchSuite
        var works: [BenchWork]
        /// PostgreSQL's first process.
        var server: pid_t?
        var bytes: [String: Double] = [:]
        var writes: [String: Int] = [:]
    }

    func perform() async throws -> Measurements {
        var grounds = [try await ground("sqlite", database: nil)]
        if let database = options.database { grounds.append(try await ground("postgresql", database: database)) }
        var samples: [Sample] = []
        for round in 1...options.rounds {
            for count in options.instances {
                for index in grounds.indices {
                    samples += try await cells(&grounds[index], instances: count, round: round)
                }
            }
        }
        for ground in grounds { try await ground.suite.stop() }
        return Measurements(
            day: Machine.day, machine: Machine.words,
            setting: "\(options.lanes) calls at once from one client, \(options.seconds) s a cell, medians of "
                + "\(options.rounds) rounds, all processes on this machine",
            samples: samples, bytesPerWrite: bytesPerWrite(of: grounds[0]))
    }

    private func ground(_ engine: String, database: String?) async throws -> Ground {
        let folder = "\(folder)/\(engine)"
        let suite = try await BenchSuite(folder: folder, bin: options.bin, database: database)
        Console.say("\(engine): the suite is there")
        try await Groundwork(client: suite.client, traceparent: Self.mark).lay(notifying: false)
        var ground = Ground(engine: engine, suite: suite, works: try await BenchWork.all(suite.client))
        ground.server = database == nil ? nil : options.server
        for service in BenchSuite.services { ground.bytes[service] = suite.bytes(of: service) }
        return ground
    }

    private func cells(_ ground: inout Ground, instances: Int, round: Int) async throws -> [Sample] {
        var samples: [Sample] = []
        for work in ground.works {
            try await ground.suite.scale(work.service, to: instances)
            let sample = try await cell(work, ground, instances: instances, round: round)
            ground.writes[work.name, default: 0] += work.isWrite ? sample.calls : 0
            samples.append(sample.sample)
            Console.say(
                "round \(round) of \(options.rounds): \(ground.engine), \(work.name), \(instances) instances: "
                    + "\(Int(sample.sample.callsPerSecond)) calls/s")
            try await ground.suite.scale(work.service, to: 1)
        }
        return samples
    }

    private func cell(
        _ work: BenchWork, _ ground: Ground, instances: Int, round: Int
    ) async throws -> (sample: Sample, calls: Int) {
        let before = Spent(ground.suite, work.service, server: ground.server)
        // Rounds and instances both make writes another than those before.
        let first = (round * 100 + instances) * options.lanes
        let lanes = try await Lanes.run(count: options.lanes, seconds: options.seconds) { lane, number in
            try await work.call(first + lane, number, ground.suite.client)
        }
        let spent = Spent(ground.suite, work.service, server: ground.server).since(before)
        let calls = Double(max(lanes.calls, 1))
        return (
            Sample(
                engine: ground.engine, instances: instances, work: work.name,
                callsPerSecond: lanes.perSecond, p50: lanes.within(0.5), p99: lanes.within(0.99),
                gatewayMicroseconds: spent.gateway / calls, serviceMicroseconds: spent.service / calls,
                serverMicroseconds: spent.server / calls), lanes.calls
        )
    }

    /// What SQLite's files grew by, a write.
    private func bytesPerWrite(of ground: Ground) -> [String: Double] {
        var bytes: [String: Double] = [:]
        for work in ground.works where work.isWrite {
            guard let writes = ground.writes[work.name], writes > 0 else { continue }
            bytes[work.name] =
                (ground.suite.bytes(of: work.service) - (ground.bytes[work.service] ?? 0)) / Double(writes)
        }
        return bytes
    }

    /// A trace context for the ground's entries.
    private static let mark = "00-0000000000000000000000000000be9c-00000000000000b1-01"
}

/// Processor time until a moment, or between two.
private struct Spent {
    var gateway: Double
    var service: Double
    var server: Double

    init(_ suite: BenchSuite, _ name: String, server pid: pid_t?) {
        (gateway, service) = suite.spent(name)
        server = pid.map(ProcessorTime.ofFamily) ?? 0
    }

    func since(_ before: Spent) -> Spent {
        var spent = self
        spent.gateway -= before.gateway
        spent.service -= before.service
        spent.server -= before.server
        return spent
    }
}
