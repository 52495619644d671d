// Takes out of a text whatever may name a person or open a door, before the text leaves the machine. What it does not
// know it rather takes out: a log is in English and about machines, so that what is written otherwise is data.

/// Redacts lines, and counts what it took out.
struct Redactor: Sendable {
    /// How often each kind was taken out.
    private(set) var counts: [Kind: Int] = [:]

    /// What is taken out; in its place stands the word in brackets.
    enum Kind: String, CaseIterable, Sendable {
        /// Keys, tokens, passwords.
        case secret
        /// Numbers of nine digits or more: citizens, phones, social insurance, bank accounts.
        case number
        /// Numbers of insurance cards.
        case card
        case address
        /// Names of the principals file; a local user's number and a service's name stay.
        case principal
        /// What stands in a member that is about a person.
        case personal
        /// Words that are not English: names, diagnoses, titles.
        case text
    }

    /// The line without what must not leave.
    mutating func line(_ line: String) -> String {
        var text = line
        let assigned =
            #/
            (?i)\b(?:password|passwd|token|secret|authorization|api[-_]?key)\b["']?\s*[:=]\s*["']?[^\s"',}]+
            /#
        replace(assigned, .secret, in: &text)
        replace(#/(?i)\b(?:bearer|basic)\s+[A-Za-z0-9._~+\/=-]{8,}/#, .secret, in: &text)
        replace(#/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9._-]+/#, .secret, in: &text)
        replace(#/\b[0-9A-Fa-f]{40,}\b/#, .secret, in: &text)
        takeKeys(from: &text)
        replace(#/[^\s@"'<>]+@[^\s@"'<>]+\.[A-Za-z]{2,}/#, .address, in: &text)
        takeMembers(from: &text)
        takePrincipals(from: &text)
        replace(#/\b[A-Z]{2}[0-9]{13}\b/#, .card, in: &text)
        takeNumbers(from: &text)
        takeWords(from: &text)
        return text
    }

    private mutating func replace<Output>(_ pattern: Regex<Output>, _ kind: Kind, in text: inout String) {
        text = text.replacing(pattern) { _ in
            counts[kind, default: 0] += 1
            return "[\(kind.rawValue)]"
        }
    }

    /// Curve keys as 40 characters of Z85 (ZeroMQ RFC 32): a run of its letters, mixed as no path and no word is.
    private mutating func takeKeys(from text: inout String) {
        text = text.replacing(#/[0-9A-Za-z.\-:+=^!\/*?&<>()\[\]{}@%$#]{40,}/#) { match in
            let run = match.output
            let marks = run.count { "+^!*?&<>()[]{}%$#".contains($0) }
            guard marks >= 2, run.contains(where: \.isUppercase), run.contains(where: \.isLowercase) else {
                return String(run)
            }
            counts[.secret, default: 0] += 1
            return "[\(Kind.secret.rawValue)]"
        }
    }

    private static let personalMembers =
        "name|fullName|displayName|patient|representative|birthDate|sex|phone|address|email|diagnosis|citizenNumber"
        + "|socialNumber|cardNumber|card|member|account|text|title|values"

    /// Members about people, in JSON and as the log writes them. A dotted word of ours is a name of an event or error.
    private mutating func takeMembers(from text: inout String) {
        let ours = #/[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+/#
        let forms = [
            #""(\#(Self.personalMembers))"\s*:\s*"((?:[^"\\]|\\.)*)""#,
            #"\b(\#(Self.personalMembers))=([^\s,}\]]+)"#,
        ]
        for form in forms {
            guard let pattern = try? Regex(form, as: (Substring, Substring, Substring).self) else {
                preconditionFailure("the pattern of personal members is malformed")
            }
            text = text.replacing(pattern) { match in
                guard match.output.2.wholeMatch(of: ours) == nil, !match.output.2.hasPrefix("[") else {
                    return String(match.output.0)
                }
                counts[.personal, default: 0] += 1
                let (name, word) = (match.output.1, Kind.personal.rawValue)
                // A line of JSON stays one.
                return match.output.0.hasPrefix("\"") ? "\"\(name)\":\"[\(word)]\"" : "\(name)=[\(word)]"
            }
        }
    }

    private mutating func takePrincipals(from text: inout String) {
        text = text.replacing(#/\b(principal|via|actor|owner|as)=("?)([^\s",}]+)"?/#) { match in
            guard !Self.isOwnName(String(match.output.3)) else { return String(match.output.0) }
            counts[.principal, default: 0] += 1
            return "\(match.output.1)=[\(Kind.principal.rawValue)]"
        }
    }

    /// A principal's name where it stands by itself.
    mutating func principal(_ name: String) -> String {
        guard !Self.isOwnName(name) else { return name }
        counts[.principal, default: 0] += 1
        return "[\(Kind.principal.rawValue)]"
    }

    private static func isOwnName(_ name: String) -> Bool {
        name.wholeMatch(of: #/local:[0-9]+|service:[a-z]+|\[principal\]/#) != nil
    }

    /// Digits, nine or more, also in groups. An identifier and a moment have their own form, and stay.
    private mutating func takeNumbers(from text: inout String) {
        let pattern =
            #/
            [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
            | \b(?=[0-9]*[a-f])[0-9a-f]{16,}\b
            | [0-9]{4}-[0-9]{2}-[0-9]{2}[T\ ][0-9:.]+
            | [0-9](?:[\ .\-]?[0-9]){8,}
            /#
        text = text.replacing(pattern) { match in
            let run = match.output
            let isNumber = run.allSatisfy { $0.isNumber || " .-".contains($0) } && !run.contains(":")
            let isIdentifier = run.count == 36 && run.filter { $0 == "-" }.count == 4
            guard isNumber, !isIdentifier else { return String(run) }
            counts[.number, default: 0] += 1
            return "[\(Kind.number.rawValue)]"
        }
    }

    /// Words with letters that English has not, capitals beside them too, and names in capitals throughout.
    private mutating func takeWords(from text: inout String) {
        let foreign =
            #/
            (?:\p{Lu}\p{L}*[\ ]+)*[\p{L}]*[^\x00-\x7F][\p{L}\p{M}]*(?:[\ ]+\p{Lu}[\p{L}\p{M}]*)*
            /#
        replace(foreign, .text, in: &text)
        replace(#/\b[A-Z]{2,}(?: [A-Z]{2,}){1,5}\b/#, .text, in: &text)
    }
}
