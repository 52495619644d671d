// A finding as a number: what it says, of which line, with one figure. Its sentence is made for who is told.

internal import MessageSchema

struct Remark: Hashable, Sendable {
    /// Numbered in the order they stand in, and kept so with each decision: a new one is put last.
    enum Code: UInt8, Sendable {
        case routingRefused, routingCase, routingRecall, routingSilent, registeredElsewhere
        case cardDiffers, lineOutside
        case fundPrice, paymentRate, examinationRate
        case donorARV, exemptionUnproven, headerFund
        case sameDay, lineRefused
    }

    var code: Code
    /// The line's place in the claim; of some, another place.
    var line: Int
    /// A figure that the sentence names.
    var value: Int64
}
