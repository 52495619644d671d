// Reads the words after `sauro NOUN VERB` into an invocation. Knows flags only from the verb it is given.

import MessageSchema
import WireJSON

/// What was asked for: members of the request, and how to call.
struct VerbInvocation: Sendable, Equatable {
    /// Members given by flags and positionals.
    var members = JSONValue.object([])
    /// The places that were given, for flags that override an input.
    var given: [[String]] = []
    var callFlags: [CallFlag: String] = [:]

    func has(_ flag: CallFlag) -> Bool { callFlags[flag] != nil }
}

/// A parser of one verb's words.
struct VerbParser {
    private let verb: Verb
    private let byName: [String: VerbFlag]
    private let calls: [String: CallFlag]
    private var invocation = VerbInvocation()
    private var words: ArraySlice<String>
    private var loose: [String] = []

    private init(_ verb: Verb, _ words: [String]) {
        self.verb = verb
        self.words = words[...]
        byName = Dictionary((verb.flags + verb.objects).map { ($0.name, $0) }) { first, _ in first }
        calls = Dictionary(uniqueKeysWithValues: verb.callFlags.map { ($0.rawValue, $0) })
    }

    /// Reads the words; throws with the nearest match and the next step.
    static func parse(_ words: [String], for verb: Verb) throws(UsageError) -> VerbInvocation {
        var parser = VerbParser(verb, words)
        do throws(UsageError) {
            try parser.readAll()
        } catch {
            throw UsageError(error.message, next: error.next ?? "see `\(verb.command) --help`")
        }
        return parser.invocation
    }

    private mutating func readAll() throws(UsageError) {
        while let word = words.popFirst() {
            switch word {
            case "--":
                loose += words
                words = []
            case "-": try note(.input, "-", as: "-")
            case "-h": try note(.help, "", as: "-h")
            case "-q": try note(.quiet, "", as: "-q")
            case "-o": try note(.output, try value(for: "-o", form: OutputForm.form), as: "-o")
            case _ where word.hasPrefix("--"): try readFlag(String(word.dropFirst(2)))
            case _ where word.hasPrefix("-o") && word.count > 2: try note(.output, String(word.dropFirst(2)), as: "-o")
            case _ where word.hasPrefix("-") && Double(word) == nil:
                throw UsageError("there is no flag \(word); put -- before a value that begins with a dash")
            default: loose.append(word)
            }
        }
        try placeLoose()
    }

    private mutating func readFlag(_ text: String) throws(UsageError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        let attached = parts.count == 2 ? parts[1] : nil
        if let flag = byName[name] { return try read(flag, attached) }
        if name.hasPrefix("no-"), let flag = byName[String(name.dropFirst(3))], flag.isBoolean, attached == nil {
            return try give(flag, .bool(false))
        }
        guard let call = calls[name] else { throw unknown(name) }
        guard call.takesValue else {
            guard attached == nil else { throw UsageError("--\(name) takes no value") }
            return try note(call, "", as: "--\(name)")
        }
        let text = if let attached { attached } else { try value(for: "--\(name)", form: call.placeholder) }
        try note(call, text, as: "--\(name)")
    }

    private mutating func read(_ flag: VerbFlag, _ attached: String?) throws(UsageError) {
        if flag.isBoolean, attached == nil { return try give(flag, .bool(true)) }
        let text = if let attached { attached } else { try value(for: "--\(flag.name)", form: flag.shape.form) }
        try give(flag, flag.value(text))
    }

    private mutating func value(for name: String, form: String) throws(UsageError) -> String {
        guard let next = words.first, !isFlag(next) else { throw UsageError("\(name) needs a value: \(form)") }
        words.removeFirst()
        return next
    }

    /// Whether a word is a flag of this verb, so that it is no value of the one before.
    private func isFlag(_ word: String) -> Bool {
        guard word.hasPrefix("--") else { return false }
        let name = String(word.dropFirst(2).prefix { $0 != "=" })
        return name.isEmpty || byName[name] != nil || calls[name] != nil
            || name.hasPrefix("no-") && byName[String(name.dropFirst(3))]?.isBoolean == true
    }

    private mutating func note(_ call: CallFlag, _ value: String, as name: String) throws(UsageError) {
        if call == .gateway, let before = invocation.callFlags[call] {
            invocation.callFlags[call] = "\(before),\(value)"
            return
        }
        guard invocation.callFlags.updateValue(value, forKey: call) == nil else {
            throw UsageError("\(name) is given twice")
        }
    }

    private mutating func give(_ flag: VerbFlag, _ value: JSONValue) throws(UsageError) {
        if flag.repeats {
            let before = invocation.members.value(at: flag.path[...])?.array ?? []
            invocation.members.set(.array(before + (value.array ?? [value])), at: flag.path[...])
        } else {
            guard !invocation.given.contains(flag.path) else { throw UsageError("--\(flag.name) is given twice") }
            invocation.members.set(value, at: flag.path[...])
        }
        if !invocation.given.contains(flag.path) { invocation.given.append(flag.path) }
    }

    /// Gives the words without flag to the required members that have none yet, in their order.
    private mutating func placeLoose() throws(UsageError) {
        var open = verb.positionals.filter { !invocation.given.contains($0.path) }[...]
        for word in loose {
            guard let flag = open.popFirst() else {
                throw UsageError("\"\(word)\" is one word too many\(hintOfVerb)")
            }
            try give(flag, flag.value(word))
        }
    }

    private var hintOfVerb: String {
        let places = verb.positionals.map { $0.name.uppercased() }.joined(separator: " ")
        return places.isEmpty ? "; `\(verb.command)` takes flags only" : "; without flag go only \(places)"
    }

    private func unknown(_ name: String) -> UsageError {
        if let call = CallFlag(rawValue: name) {
            return UsageError("\(verb.method.name) does not take --\(call.rawValue)")
        }
        let known = Array(byName.keys.sorted()) + calls.keys.sorted()
        return UsageError("there is no flag --\(name)\(nearest(name, known))")
    }

    private func nearest(_ name: String, _ known: [String]) -> String {
        NearestMatch.of(name, among: known).map { "; did you mean --\($0)?" } ?? ""
    }
}
