// The connection to a suite, on this machine or over TCP.

import Fabric
private import Glibc
import MessageSchema
import Surroundings

/// Clients over real sockets.
enum LiveConnect {
    /// Opens clients with these surroundings. Says at once when no suite has been started in a folder.
    static func with(_ surroundings: Surroundings) -> Connect {
        { route throws(Failure) in
            if case .folder(let folder) = route, access(folder.clientSocket, F_OK) != 0 {
                throw absent("no suite runs in \(folder.root): there is no \(folder.clientSocket)")
            }
            do throws(TransportError) {
                let (gateways, key) = try places(route)
                let client = Client(
                    transport: ZeroMQTransport(), gateways: gateways, key: key, surroundings: surroundings)
                try client.start()
                return client
            } catch { throw absent(error.description) }
        }
    }

    private static func places(_ route: SuiteRoute) throws(TransportError) -> ([Endpoint], KeyPair?) {
        switch route {
        case .folder(let folder): ([try .ipc(folder.clientSocket)], nil)
        case .gateways(let endpoints, let key): (endpoints, key)
        }
    }

    private static func absent(_ message: String) -> Failure {
        .fabric(.unavailable, message, executed: Failure.Executed.no)
    }
}
