// The one place where the command line calls services: a client, opened when the first call needs it.

public import Fabric
public import MessageSchema
import WireJSON

/// Opens a client to the suite in a folder, or says why there is none.
public typealias Connect = @Sendable (SuiteFolder) throws(Failure) -> Client

/// A connection to the suite, for as long as a command runs.
struct SuiteConnection: Sendable {
    private let client: Client
    let settings: Settings

    init(_ settings: Settings, connect: Connect) throws(Failure) {
        client = try connect(settings.suite)
        self.settings = settings
    }

    func close() { client.stop() }

    /// The metadata that the settings put into every call.
    var metadata: CallMetadata { CallMetadata(deadline: settings.timeout.value, actAs: settings.actAs.value) }

    /// Calls a method by name; the result as it came.
    func call(
        _ service: ServiceName, _ method: String, _ params: JSONValue, _ metadata: CallMetadata
    ) async throws(Failure) -> JSONValue {
        let bytes = RawJSON(unsafeUnchecked: params.jsonBytes(pretty: false))
        return try Self.value(
            try await client.call(service: service, method: method, params: bytes, metadata: metadata))
    }

    /// Calls a method by its type.
    func call<M: Method>(_ request: M, _ metadata: CallMetadata? = nil) async throws(Failure) -> M.Reply {
        try await client.call(request, metadata: metadata ?? self.metadata).value
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
            return entries.map { _ in .failure(error) }
        }
    }

    private static func value(_ raw: RawJSON) throws(Failure) -> JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: raw.bytes, options: .init(bytesMax: 64 << 20)) } catch {
            throw .fabric(.internalError, "the answer is no JSON: \(error)", executed: .unknown)
        }
    }
}
