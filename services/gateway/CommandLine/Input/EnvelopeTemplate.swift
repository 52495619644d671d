// The envelope of one claim as a template: as many claims as wanted, each with a key and a card of its own.

private import FoundationEssentials
import MessageSchema

/// An envelope whose claim's key (MA_LK) and card (MA_THE_BHYT) are numbers.
struct EnvelopeTemplate: Sendable {
    /// What stands before, between and after the documents.
    private var around: [String] = []
    private var documents: [NumberedText] = []

    /// Numbers are of ten digits, so that cards are.
    static let numberMin = 3_000_000_000

    /// Throws for what is no envelope of one claim with a card.
    init(_ bytes: [UInt8], name: String, run: String) throws(UsageError) {
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        let count = rest.ranges(of: "<HOSO>").count
        guard count == 1 else {
            throw UsageError(
                "\(name) has \(count) claims (HOSO), not one", next: "try examples/claims/golden-claim.xml")
        }
        var hasCard = false
        while let place = Self.content(of: "NOIDUNGFILE", in: rest) {
            guard let data = Data(base64Encoded: String(rest[place]), options: .ignoreUnknownCharacters) else {
                throw UsageError("\(name), document \(documents.count + 1): it is not base64")
            }
            var text = String(decoding: data, as: UTF8.self)
            Self.replace("MA_LK", in: &text) { _ in "BENCH-{run}-{n}" }
            Self.replace("MA_THE_BHYT", in: &text) { card in
                guard let fresh = Self.numbered(card) else { return card }
                hasCard = true
                return fresh
            }
            around.append(String(rest[..<place.lowerBound]))
            documents.append(NumberedText(text, run: run))
            rest = rest[place.upperBound...]
        }
        guard hasCard else {
            throw UsageError("\(name) has no card (MA_THE_BHYT) of 15 characters or 10 digits")
        }
        around.append(String(rest))
    }

    /// The envelope with a number of `numberMin` or more.
    func bytes(_ number: Int) -> [UInt8] {
        var text = ""
        for (before, document) in zip(around, documents) {
            text += before
            text += Data(document.bytes(number)).base64EncodedString()
        }
        return Array((text + (around.last ?? "")).utf8)
    }

    /// A card with the ten digits of another person; nil for what is none.
    private static func numbered(_ card: String) -> String? {
        switch card.count {
        case 15: card.prefix(5) + "{n}"
        case 10: "{n}"
        default: nil
        }
    }

    /// Replaces what every element of a name holds: each record of a document names its claim.
    private static func replace(_ element: String, in text: inout String, by other: (String) -> String) {
        var (replaced, rest) = ("", text[...])
        while let place = content(of: element, in: rest) {
            replaced += rest[..<place.lowerBound] + other(String(rest[place]))
            rest = rest[place.upperBound...]
        }
        text = replaced + rest
    }

    private static func content(of element: String, in text: Substring) -> Range<String.Index>? {
        guard let start = text.firstRange(of: "<\(element)>"),
            let end = text[start.upperBound...].firstRange(of: "</\(element)>")
        else { return nil }
        return start.upperBound..<end.lowerBound
    }
}
