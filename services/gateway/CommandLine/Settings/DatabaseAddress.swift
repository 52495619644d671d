// The connection string of a PostgreSQL server. It goes on to the services' command lines, so it may hold no secret.

import ArgumentParser

/// The flag `--database` of the commands that start services.
struct DatabaseFlag: ParsableArguments {
    @Option(help: "The services' data is in PostgreSQL: postgresql://USER@HOST/NAME, the password in a PGPASSFILE.")
    var database: String?

    /// The settings that this flag says, and the others.
    func over(_ settings: SettingFlags) -> SettingFlags { SettingFlags(database: database).over(settings) }
}

/// What is accepted as the address of a database.
enum DatabaseAddress {
    /// Refuses another form and a password. The address is not repeated: it may hold one.
    static func checked(_ said: Setting<String?>?) throws(UsageError) -> Setting<String?> {
        guard let said, let text = said.value else { return .init(value: nil, origin: .standard) }
        guard let scheme = ["postgresql://", "postgres://"].first(where: text.hasPrefix) else {
            throw UsageError("a database is postgresql://USER@HOST/NAME (\(said.origin))")
        }
        guard !hasPassword(text.dropFirst(scheme.count)) else {
            throw UsageError(
                "the database's address holds a password, which others can read (\(said.origin))",
                next: "write it into a file with mode 0600 that PGPASSFILE or ?passfile= names")
        }
        return said
    }

    /// `USER:PASSWORD@` or `?password=`; a port stands behind the last `@`.
    private static func hasPassword(_ address: Substring) -> Bool {
        let authority = address.prefix { $0 != "/" && $0 != "?" }
        let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        return user.contains(":") || address.lowercased().contains("password=")
    }
}
