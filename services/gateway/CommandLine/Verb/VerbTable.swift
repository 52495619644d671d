// All verbs of the suite by noun, in the order of the contracts.

import MessageSchema

/// The nouns and verbs that the contracts make.
struct VerbTable: Sendable {
    /// In the order of the contracts.
    let nouns: [String]
    private let verbsOfNoun: [String: [Verb]]

    init(_ contracts: [any Contract.Type] = Catalogue.contracts) {
        var nouns: [String] = []
        var verbs: [String: [Verb]] = [:]
        for contract in contracts {
            for verb in contract.methods.compactMap({ Verb($0, service: contract.service) }) {
                if verbs[verb.noun] == nil { nouns.append(verb.noun) }
                verbs[verb.noun, default: []].append(verb)
            }
        }
        self.nouns = nouns
        verbsOfNoun = verbs
    }

    func verbs(of noun: String) -> [Verb] { verbsOfNoun[noun] ?? [] }
    func isNoun(_ word: String) -> Bool { verbsOfNoun[word] != nil }

    /// The verb of that name. Throws with the nearest match.
    func verb(_ verb: String, of noun: String) throws(UsageError) -> Verb {
        let verbs = verbs(of: noun)
        if let found = verbs.first(where: { $0.verb == verb }) { return found }
        throw UsageError(
            "\(noun) has no verb \"\(verb)\"\(NearestMatch.hint(verb, among: verbs.map(\.verb)))",
            next: "see `sauro \(noun) --help`")
    }

    /// The verb of a method's name.
    func verb(ofMethod name: String) -> Verb? {
        for noun in nouns {
            if let verb = verbs(of: noun).first(where: { $0.method.name.text == name }) { return verb }
        }
        return nil
    }
}
