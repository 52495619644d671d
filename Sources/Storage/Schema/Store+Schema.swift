// Looking at the schema of a database without opening it as a store.

public import MessageSchema
public import Surroundings

extension Store {
    /// The schema of a service's database at a place beside `migrations`; nil if there is none, or nothing is in it
    /// yet. Changes nothing, whatever the policy of the settings; waits for the turn, so that it never sees half an
    /// upgrade.
    public static func schema(
        _ place: StorePlace, service: ServiceName, migrations: [Migration], settings: StoreSettings = .init(),
        surroundings: Surroundings
    ) throws -> SchemaReport? {
        try place.looking(at: service, settings: settings, surroundings: surroundings) { connection, path in
            let upgrade = SchemaUpgrade(
                migrations, path: path, service: service.text, now: surroundings.now(), policy: settings.schema)
            return try upgrade.report(connection)
        }
    }
}
