// What all contracts together promise: names of one form, each once, and permissions that somebody has.

import MessageSchema
import Testing

@Suite struct ContractTests {
    private let methods = Catalogue.contracts.flatMap { contract in contract.allMethods.map { (contract, $0) } }
    private let events = Catalogue.contracts.flatMap { contract in contract.events.map { (contract, $0) } }

    /// Commands of `sauro` that no contract declares.
    private let builtIn: Set<String> = [
        "audit", "broker", "call", "completion", "config", "describe", "errors", "exit-codes", "help", "keys",
        "methods", "migrate", "status", "up", "version",
    ]

    private func isWord(_ text: some StringProtocol) -> Bool {
        guard let first = text.first, first.isLowercase else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) }
    }

    private func duplicates(_ names: [String]) -> [String] {
        Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted()
    }

    @Test func aMethodIsNamedServiceNounVerb() {
        for (contract, method) in methods {
            let parts = method.name.parts
            #expect(parts?.service == contract.service.text, "\(method.name)")
            #expect(parts.map { isWord($0.noun) && isWord($0.verb) } == true, "\(method.name)")
        }
    }

    @Test func anEventIsNamedServiceNounPastTense() {
        for (contract, event) in events {
            let parts = event.name.split(separator: ".", omittingEmptySubsequences: false)
            #expect(parts.count == 3 && parts.allSatisfy(isWord), "\(event.name)")
            #expect(parts.first.map(String.init) == contract.service.text, "\(event.name)")
        }
    }

    @Test func namesAreUnique() {
        #expect(duplicates(Catalogue.contracts.map { $0.service.text }) == [])
        #expect(duplicates(methods.map { $0.1.name.text } + events.map { $0.1.name }) == [])
    }

    @Test func aNounBelongsToOneServiceAndIsNoBuiltInCommand() {
        var owners: [String: Set<String>] = [:]
        for contract in Catalogue.contracts {
            for method in contract.methods {
                if let noun = method.name.parts?.noun { owners[noun, default: []].insert(contract.service.text) }
            }
        }
        #expect(owners.filter { $0.value.count > 1 }.keys.sorted() == [])
        #expect(builtIn.intersection(owners.keys) == [])
        // The frame's nouns are in every service, so none may have one for itself.
        #expect(Set(["events", "journal", "health", "queue", "letter"]).intersection(owners.keys) == [])
    }

    @Test func everyMethodIsFoundByItsName() {
        for (contract, method) in methods {
            let found = Catalogue.method(named: method.name.text)
            #expect(found?.method == method)
            #expect(found?.contract == contract)
        }
        #expect(Catalogue.method(named: "registry.unit.abolish") == nil)
    }

    @Test func somebodyBesideTheAdministratorMayCallEveryMethodButThoseOfTheSuite() {
        let administrators: Set<Permission> = [.advanceClock, .operateSuite]
        for (_, method) in methods where !administrators.contains(method.permission) {
            let roles = Role.allCases.filter { $0 != .administrator && $0.permissions.contains(method.permission) }
            #expect(!roles.isEmpty, "nobody may \(method.name)")
        }
    }

    @Test func onlyWritesAskForAPermissionToChange() {
        let readers: Set<Permission> = [
            .readUnits, .readStaff, .readPersonalData, .readTasks, .readReports, .readEvents, .verifyJournal,
            .watchSuite, .readMembers, .readPolicy, .readClaims, .readLedger, .readTemplates, .readNotices,
        ]
        // What is read in an inbox is marked as read; who reads events by a queue moves nothing but the queue; of a
        // copy of all data is told who may make one.
        let readersOwn: Set<String> = ["queue", "letter", "backup"]
        for (_, method) in methods
        where method.permission != .readInbox && !readersOwn.contains(method.name.parts?.noun ?? "") {
            #expect((method.effect == .reads) == readers.contains(method.permission), "\(method.name)")
            if method.effect != .reads { #expect(method.timeTravel == .none, "\(method.name)") }
        }
    }

    @Test func summariesAreOneSentence() {
        let summaries =
            methods.map { ($0.1.name.text, $0.1.summary) } + events.map { ($0.1.name, $0.1.summary) }
            + Catalogue.contracts.map { ($0.service.text, $0.summary) }
        for (name, summary) in summaries {
            #expect(summary.hasSuffix(".") && summary.first?.isUppercase == true, "\(name): \(summary)")
            #expect(!summary.dropLast().contains(". "), "\(name): \(summary)")
            #expect(summary.count <= 100, "\(name): \(summary)")
        }
    }
}
