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
        guard place.isInUse(by: service) else { return nil }
        var report: SchemaReport?
        let engine = try place.engine(of: service, settings: settings, surroundings: surroundings) {
            connection, path in
            let upgrade = SchemaUpgrade(
                migrations, path: path, service: service.text, now: surroundings.now(), policy: settings.schema)
            report = try upgrade.report(connection)
        }
        // What was only looked at has nothing to lose by a closing that fails.
        _ = engine.close()
        return report
    }
}
