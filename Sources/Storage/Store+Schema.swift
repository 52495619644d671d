// Looking at the schema of a database without opening it as a store.

public import MessageSchema
public import Surroundings

private import Glibc

extension Store {
    /// The schema of `<folder>/<service>.sqlite` beside `migrations`; nil if there is no database, or nothing is in it
    /// yet. Changes nothing, whatever the policy of the settings; waits for the turn, so that it never sees half an
    /// upgrade.
    public static func schema(
        folder: String, service: ServiceName, migrations: [Migration], settings: StoreSettings = .init(),
        surroundings: Surroundings
    ) throws -> SchemaReport? {
        var status = stat()
        guard stat("\(folder)/\(service).sqlite", &status) == 0, status.st_size > 0 else { return nil }
        let place = try StorageFolder(path: folder, service: service)
        let upgrade = SchemaUpgrade(
            migrations, path: place.databasePath, service: service.text, now: surroundings.now(),
            policy: settings.schema)
        return try Turn(place).holding {
            let engine = try SQLiteEngine(path: place.databasePath, settings: settings)
            let report = Result { try engine.write { try upgrade.report($0) } }
            // A file that was only looked at has nothing to lose by a closing that fails.
            _ = engine.close()
            return try report.get()
        }
    }
}
