// A claim's JSON alone, in this process.

import Foundation
import MessageSchema
import SuiteGround
import WireJSON

/// Microseconds that a claim takes to be written or read.
struct CodecMeasure: Sendable {
    let claim: Claim
    let seconds: Double

    func write() throws -> Double { try perTurn { try WireJSON.encode(claim).count } }

    func writeByCodable() throws -> Double { try perTurn { try WireJSON.encodeByCodable(claim).count } }

    func writeByFoundation() throws -> Double {
        let encoder = JSONEncoder()
        return try perTurn { try encoder.encode(claim).count }
    }

    func read() throws -> Double {
        let bytes = try WireJSON.encode(claim)
        return try perTurn { try WireJSON.decode(Claim.self, from: bytes, unknownMembers: .refused).lines.count }
    }

    func readByCodable() throws -> Double {
        let bytes = try WireJSON.encode(claim)
        return try perTurn { try WireJSON.parse(bytes).decodeByCodable(Claim.self).lines.count }
    }

    func readByFoundation() throws -> Double {
        let (decoder, data) = (JSONDecoder(), Data(try WireJSON.encode(claim)))
        return try perTurn { try decoder.decode(Claim.self, from: data).lines.count }
    }

    /// The sum of what turns give keeps them from being left out.
    private func perTurn(_ turn: () throws -> Int) throws -> Double {
        let begun = ContinuousClock.now
        var (turns, sum) = (0, 0)
        while ContinuousClock.now - begun < .seconds(seconds / 2) {
            for _ in 0..<50 { sum &+= try turn() }
            turns += 50
        }
        guard sum > 0 else { throw Trouble("turns gave nothing") }
        return (ContinuousClock.now - begun) / .microseconds(turns)
    }
}
