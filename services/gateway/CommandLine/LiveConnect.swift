// The connection to a suite that runs on this machine.

import Fabric
private import Glibc
import MessageSchema
import Surroundings

/// Clients over the socket in a data folder.
enum LiveConnect {
    /// Opens clients with these surroundings. Says at once when no suite has been started in the folder.
    static func with(_ surroundings: Surroundings) -> Connect {
        { folder throws(Failure) in
            guard access(folder.clientSocket, F_OK) == 0 else {
                throw absent("no suite runs in \(folder.root): there is no \(folder.clientSocket)")
            }
            do throws(TransportError) {
                let client = Client(
                    transport: ZeroMQTransport(), gateways: [try .ipc(folder.clientSocket)],
                    surroundings: surroundings)
                try client.start()
                return client
            } catch { throw absent(error.description) }
        }
    }

    private static func absent(_ message: String) -> Failure {
        .fabric(.unavailable, message, executed: Failure.Executed.no)
    }
}
