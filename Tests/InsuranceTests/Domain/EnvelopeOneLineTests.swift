// Findings stay on one line: fuzzing found a control character of a value in the middle of a sentence.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Findings on one line")
struct EnvelopeOneLineTests {
    @Test("no control character of a value gets into a finding", arguments: ["\u{7F}", "\u{9B}", "\n"])
    func value(control: String) {
        let text = EnvelopeText(.init(summary: ["T_BHTT": "2800000\(control)0", "MA_LK": "T1\(control)2"]))
        let messages = (try? EnvelopeReader.onlyClaim(text))?.findings.map(\.message) ?? []
        #expect(messages.contains { $0.hasPrefix("\"2800000 0\" is none; ") })
        for message in messages {
            #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(message)")
        }
    }
}
