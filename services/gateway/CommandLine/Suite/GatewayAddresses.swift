// Where the gateway listens over TCP, as its operator said: off unless said, and a second place on each side for the
// overlap of a rotation of its key.

import Fabric
private import Glibc

/// The addresses of a gateway on the network.
struct GatewayAddresses: Sendable, Equatable {
    /// One side's: where it listens, and where while its key is replaced.
    struct Pair: Sendable, Equatable {
        var side: Listener.Side
        var first: Endpoint
        var second: Endpoint

        func endpoint(_ place: GatewayKeys.Place) -> Endpoint { place == .first ? first : second }
    }

    let pairs: [Pair]

    /// Ports that are used when an address names none.
    static let secondClientsPort = 5572
    static let secondWorkersPort = 5573

    /// Reads what the flags say; no pairs when they say nothing.
    init(
        clients: String? = nil, workers: String? = nil, secondClients: String? = nil, secondWorkers: String? = nil
    ) throws(UsageError) {
        pairs = [
            try Self.pair(.clients, clients, secondClients, Self.secondClientsPort),
            try Self.pair(.workers, workers, secondWorkers, Self.secondWorkersPort),
        ].compactMap { $0 }
    }

    private static func pair(
        _ side: Listener.Side, _ first: String?, _ second: String?, _ port: Int
    ) throws(UsageError) -> Pair? {
        guard let first else {
            guard second == nil else {
                throw UsageError("--second-\(side.rawValue) goes with --listen-\(side.rawValue)")
            }
            return nil
        }
        let listened = try endpoint(first, "--listen-\(side.rawValue)")
        let host = first[..<(first.lastIndex(of: ":") ?? first.endIndex)]
        let other = try endpoint(second ?? "\(host):\(port)", "--second-\(side.rawValue)")
        guard listened != other || first.hasSuffix(":*") else {
            throw UsageError(
                "--listen-\(side.rawValue) and --second-\(side.rawValue) are the same address",
                next: "name another port with --second-\(side.rawValue)")
        }
        return Pair(side: side, first: listened, second: other)
    }

    private static func endpoint(_ text: String, _ flag: String) throws(UsageError) -> Endpoint {
        let form = "\(flag) wants tcp://HOST:PORT, such as tcp://0.0.0.0:5570, not \"\(text)\""
        do throws(TransportError) {
            let endpoint = try Endpoint(text)
            // With a key after it, it is an address to connect to.
            guard endpoint.isNetwork, !text.dropFirst(6).contains("/") else { throw .endpointMalformed(text) }
            return endpoint
        } catch { throw UsageError(form) }
    }

    /// An address as others use it: with the key, and of a gateway that listens everywhere with the machine's name.
    static func toConnect(_ endpoint: Endpoint, key: PublicKey) -> String {
        var text = "\(endpoint.with(key))"
        for everywhere in ["tcp://0.0.0.0:", "tcp://*:", "tcp://[::]:"] where text.hasPrefix(everywhere) {
            text = "tcp://\(machineName):" + text.dropFirst(everywhere.count)
        }
        return text
    }

    private static var machineName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "HOST" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
