// Looks at a service's data without serving it: the file, the chain, and what must hold. For copies, in a folder of
// their own, since opening one brings its schema up to date.

import MessageSchema
import Storage
import Surroundings

/// One look at a data folder.
struct DataCheck {
    let blueprint: Blueprint
    let place: StorePlace
    let surroundings: Surroundings

    /// What was found. Throws if the data cannot be opened at all.
    func report() async throws -> DataReport {
        let store = try Store.open(
            place, service: blueprint.contract.service, migrations: blueprint.allMigrations,
            surroundings: surroundings)
        defer { store.close() }
        let (head, cursors) = try await store.read { (try $0.head(), try $0.cursors()) }
        var found = described(head, cursors)
        try await found.note("file", store.faults().first)
        try await found.note("chain", store.verify().fault.map { "entry \($0.sequence): \($0.difference)" })
        for invariant in [.units] + blueprint.invariants {
            try await found.note(invariant.name, problem(of: invariant, store))
        }
        return found
    }

    private func problem(of invariant: Invariant, _ store: Store) async throws -> String? {
        let projection = UnitProjection(ownsUnits: blueprint.ownsUnits, surroundings: surroundings)
        let identity = ServiceIdentity(service: blueprint.contract.service, version: blueprint.release, instance: "")
        return try await store.read { [surroundings] reader in
            try invariant.problem(
                ReadContext(
                    reader: reader, principal: identity.principal, projection: projection, surroundings: surroundings))
        }
    }

    /// Where the journal ends, without a check.
    func brief() throws -> DataReport {
        let found = try Store.look(at: place, service: blueprint.contract.service, surroundings: surroundings)
        return described(found.head, found.cursors)
    }

    private func described(_ head: JournalHead, _ cursors: [StoreCopy.Cursor]) -> DataReport {
        DataReport(
            service: blueprint.contract.service.text, version: blueprint.release, journal: head.journal,
            sequence: head.sequence, hash: Digest.hexadecimal(head.hash),
            follows: cursors.map { FollowedPlace(name: $0.name, journal: $0.journal, after: $0.after) }, checks: [],
            faults: [])
    }
}

extension DataReport {
    fileprivate mutating func note(_ check: String, _ problem: String?) {
        checks.append(check)
        if let problem { faults.append(Fault(check: check, problem: problem)) }
    }
}
