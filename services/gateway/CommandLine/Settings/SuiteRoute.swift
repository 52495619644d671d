// How a suite is reached: by the socket in its data folder, or over TCP by gateways that know the caller's key.

public import Fabric
import MessageSchema

/// The way to a suite.
public enum SuiteRoute: Sendable {
    case folder(SuiteFolder)
    /// Gateways, with the caller's key pair if one of them is on a network.
    case gateways([Endpoint], key: KeyPair?)
}

extension SuiteRoute {
    /// Reads a list of gateways by commas. Throws what is malformed, and who said it.
    static func gateways(_ said: Setting<String?>?) throws(UsageError) -> Setting<[String]> {
        guard let said, let text = said.value else { return .init(value: [], origin: .standard) }
        let addresses = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
        for address in addresses { _ = try endpoint(address, said.origin) }
        return .init(value: addresses, origin: said.origin)
    }

    /// One gateway's address. The key after it says whom to talk to, and is not a secret.
    static func endpoint(_ address: String, _ origin: Origin) throws(UsageError) -> Endpoint {
        let next = "the gateway prints its address when it starts; so does `sauro keys list` on its machine"
        let endpoint: Endpoint
        do throws(TransportError) { endpoint = try Endpoint(address) } catch {
            guard case .endpointMalformed = error else { throw UsageError("\(error.description) (\(origin))") }
            throw UsageError(
                "a gateway is tcp://HOST:PORT/KEY or a socket's path, not \"\(address)\" (\(origin))", next: next)
        }
        // What follows the last slash but those of the scheme is the key.
        guard !endpoint.isNetwork || address.dropFirst("tcp://".count).contains("/") else {
            throw UsageError("\(address) lacks the gateway's public key: \(address)/KEY (\(origin))", next: next)
        }
        return endpoint
    }
}

extension Settings {
    /// How the suite is reached. Where both are said, a data folder and gateways, the stronger source wins, and from
    /// the same source the gateways. Throws when a key is needed and cannot be read.
    func route() throws(UsageError) -> SuiteRoute {
        guard !gateways.value.isEmpty, gateways.origin.rank >= data.origin.rank else { return .folder(suite) }
        var endpoints: [Endpoint] = []
        for address in gateways.value { endpoints.append(try SuiteRoute.endpoint(address, gateways.origin)) }
        guard endpoints.contains(where: \.isNetwork) else { return .gateways(endpoints, key: nil) }
        guard let path = key.value else {
            throw UsageError(
                "calls over TCP need a key of your own",
                next: "name its file with --key, or SAURO_KEY; "
                    + "`sauro keys new NAME` makes one")
        }
        return .gateways(endpoints, key: try Self.pair(path, key.origin))
    }

    private static func pair(_ path: String, _ origin: Origin) throws(UsageError) -> KeyPair {
        do throws(TransportError) { return try KeyFile.read(path) } catch {
            throw UsageError(
                "\(error.description) (\(origin))",
                next: "give the file that `sauro keys new NAME` made, and keep it yours alone: chmod 600")
        }
    }
}
