// The one place where the command line calls services: a client, opened when the first call needs it.

public import Fabric
public import MessageSchema
import WireJSON

/// Opens a client to a suite, or says why there is none.
public typealias Connect = @Sendable (SuiteRoute) throws(Failure) -> Client

/// A connection to the suite, for as long as a command runs.
struct SuiteConnection: Sendable {
    private let client: Client
    let settings: Settings
    private let isNetwork: Bool

    /// Connects by the route that the settings say, or by another. Throws `UsageError` for a route that is none, and
    /// `Failure` when nobody is there.
    init(_ settings: Settings, to route: SuiteRoute? = nil, connect: Connect) throws {
        let route = if let route { route } else { try settings.route() }
        client = try connect(route)
        self.settings = settings
        isNetwork = if case .gateways(_, let key) = route { key != nil } else { false }
    }

    func close() { client.stop() }

    /// The metadata that the settings put into every call.
    var metadata: CallMetadata { CallMetadata(deadline: settings.timeout.value, actAs: settings.actAs.value) }

    /// Calls a method by name, of one instance if it is named; the result as it came.
    func call(
        _ service: ServiceName, _ method: String, _ params: JSONValue, _ metadata: CallMetadata,
        instance: String? = nil
    ) async throws(Failure) -> JSONValue {
        let bytes = RawJSON(unsafeUnchecked: params.jsonBytes(pretty: false))
        do throws(Failure) {
            return try Self.value(
                try await client.call(
                    service: service, instance: instance, method: method, params: bytes, metadata: metadata))
        } catch { throw explained(error) }
    }

    /// Calls a method by name and leaves the result unread.
    func answer(
        _ service: ServiceName, _ method: String, _ params: RawJSON, _ metadata: CallMetadata
    ) async throws(Failure) -> RawJSON {
        do throws(Failure) {
            return try await client.call(service: service, method: method, params: params, metadata: metadata)
        } catch { throw explained(error) }
    }

    /// Calls a method by its type.
    func call<M: Method>(_ request: M, _ metadata: CallMetadata? = nil) async throws(Failure) -> M.Reply {
        do throws(Failure) {
            return try await client.call(request, metadata: metadata ?? self.metadata).value
        } catch { throw explained(error) }
    }

    /// Sends a batch; an outcome an entry, in order. What hits the batch as a whole hits every entry.
    func batch(_ service: ServiceName, _ entries: [BatchEntry]) async -> [Result<JSONValue, Failure>] {
        do throws(Failure) {
            return try await client.batch(service: service, entries).map { outcome in
                outcome.flatMap { raw in
                    do throws(Failure) { return .success(try Self.value(raw)) } catch { return .failure(error) }
                }
            }
        } catch {
            let failure = explained(error)
            return entries.map { _ in .failure(failure) }
        }
    }

    /// What a caller over TCP can do about silence. ZeroMQ says nothing to one it does not let in, so that a wrong
    /// address, a wrong key of the gateway and an unknown key of one's own look alike.
    private func explained(_ failure: Failure) -> Failure {
        guard isNetwork, failure == Client.unreachable else { return failure }
        var explained = failure
        explained.message +=
            ": nothing answers at \(settings.gateways.value.joined(separator: ", ")). Either the address is wrong, or "
            + "the gateway has another public key than the one after it, or it does not admit your key "
            + "(\(settings.key.value ?? "none")): its principals file must have it, with roles, and not expired"
        return explained
    }

    private static func value(_ raw: RawJSON) throws(Failure) -> JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: raw.bytes, options: .init(bytesMax: 64 << 20)) } catch {
            throw .fabric(.internalError, "the answer is no JSON: \(error)", executed: .unknown)
        }
    }
}
