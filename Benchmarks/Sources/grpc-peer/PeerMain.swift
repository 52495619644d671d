// gRPC as a peer: a server that has a unit in memory and gives a claim back, the client that calls it, and protobuf's
// coder alone. Plaintext HTTP/2 over a Unix domain socket, one connection, all else as the library sets it.

import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import SwiftProtobuf

@main
struct PeerMain {
    static let usage = """
        usage: grpc-peer serve SOCKET UNIT.json
               grpc-peer call SOCKET unit CODE CALLERS SECONDS
               grpc-peer call SOCKET claim CLAIM.json CALLERS SECONDS
               grpc-peer codec CLAIM.json SECONDS
        Files hold what Sauro sends. serve runs until its standard input ends. call prints calls a second and the
        microseconds within which half and 99 of 100 were answered; codec the microseconds of writing a claim, of
        reading it, and its bytes.
        """

    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            switch words.first {
            case "serve" where words.count == 3:
                try await Server.serve(words[1], unit: try Peer_Unit(jsonUTF8Data: try content(words[2])))
            case "call" where words.count == 6:
                guard let callers = Int(words[4]), let seconds = Double(words[5]) else { fallthrough }
                print(try await Caller(socket: words[1], callers: callers, seconds: seconds).call(words[2], words[3]))
            case "codec" where words.count == 3:
                guard let seconds = Double(words[2]) else { fallthrough }
                print(try Codec.measure(try Peer_Claim(jsonUTF8Data: try content(words[1])), seconds: seconds))
            default:
                FileHandle.standardError.write(Data((usage + "\n").utf8))
                exit(2)
            }
        } catch {
            FileHandle.standardError.write(Data("grpc-peer: \(error)\n".utf8))
            exit(1)
        }
    }

    static func content(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
}

/// What the services of Sauro that are measured do, as gRPC does it.
struct Server: Peer_Peer.SimpleServiceProtocol {
    let units: [String: Peer_Unit]

    func getUnit(request: Peer_GetUnitRequest, context: ServerContext) async throws -> Peer_Unit {
        guard let unit = units[request.unit] else { throw RPCError(code: .notFound, message: "no such unit") }
        return unit
    }

    func echoClaim(request: Peer_Claim, context: ServerContext) async throws -> Peer_Claim { request }

    /// Serves until the standard input ends.
    static func serve(_ socket: String, unit: Peer_Unit) async throws {
        let server = GRPCServer(
            transport: .http2NIOPosix(address: .unixDomainSocket(path: socket), transportSecurity: .plaintext),
            services: [Server(units: [unit.code: unit])])
        Thread.detachNewThread {
            while getchar() != EOF {}
            exit(0)
        }
        try await server.serve()
    }
}

/// Callers at once over one connection.
struct Caller {
    let socket: String
    let callers: Int
    let seconds: Double

    /// Calls `unit` of a code, or `claim` of a file.
    func call(_ work: String, _ what: String) async throws -> String {
        let transport = try HTTP2ClientTransport.Posix(
            target: .unixDomainSocket(path: socket), transportSecurity: .plaintext)
        return try await withGRPCClient(transport: transport) { client in
            let peer = Peer_Peer.Client(wrapping: client)
            switch work {
            case "unit":
                return try await measure {
                    let unit = try await peer.getUnit(.with { $0.unit = what })
                    guard unit.code == what else { throw RPCError(code: .dataLoss, message: "another unit") }
                }
            case "claim":
                let claim = try Peer_Claim(jsonUTF8Data: try PeerMain.content(what))
                return try await measure {
                    let echo = try await peer.echoClaim(claim)
                    guard echo.lines.count == claim.lines.count else {
                        throw RPCError(code: .dataLoss, message: "another claim")
                    }
                }
            default: throw RPCError(code: .invalidArgument, message: "unit or claim, not \(work)")
            }
        }
    }

    private func measure(_ call: @escaping @Sendable () async throws -> Void) async throws -> String {
        for _ in 0..<100 { try await call() }
        let begun = ContinuousClock.now
        let end = begun + .seconds(seconds)
        var times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var times: [Double] = []
                    while case let before = ContinuousClock.now, before < end {
                        try await call()
                        times.append((ContinuousClock.now - before) / .microseconds(1))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let elapsed = (ContinuousClock.now - begun) / .seconds(1)
        times.sort()
        guard !times.isEmpty else { throw RPCError(code: .unavailable, message: "no call was answered") }
        return "\(Double(times.count) / elapsed) \(times[times.count / 2]) \(times[times.count * 99 / 100])"
    }
}

/// Protobuf's binary form of a claim.
enum Codec {
    static func measure(_ claim: Peer_Claim, seconds: Double) throws -> String {
        let bytes: [UInt8] = try claim.serializedBytes()
        let write = try perTurn(seconds / 2) { try (claim.serializedBytes() as [UInt8]).count }
        let read = try perTurn(seconds / 2) { try Peer_Claim(serializedBytes: bytes).lines.count }
        return "\(write) \(read) \(bytes.count)"
    }

    /// Microseconds of a turn. The sum of what turns give keeps them from being left out.
    private static func perTurn(_ seconds: Double, _ turn: () throws -> Int) throws -> Double {
        let begun = ContinuousClock.now
        var (turns, sum) = (0, 0)
        while ContinuousClock.now - begun < .seconds(seconds) {
            for _ in 0..<100 { sum &+= try turn() }
            turns += 100
        }
        guard sum > 0 else { throw RPCError(code: .dataLoss, message: "turns gave nothing") }
        return (ContinuousClock.now - begun) / .microseconds(Double(turns))
    }
}
