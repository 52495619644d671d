// Instructions to programs (XML 1.0, section 2.6), with data and without: each is taken for what it says to us, which
// is nothing. A parser of before ended the process at one without data, so fuzzing found.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Instructions in an envelope")
struct EnvelopeInstructionTests {
    @Test(
        "with data or without, an instruction says nothing",
        arguments: ["<?a?>", "<?a ?>", "<?a b?>", "<?a b ??>", "<?A-b.c?><?đ?>"])
    func nothing(instruction: String) throws {
        let plain = try EnvelopeReader.read(EnvelopeText().bytes)
        var before = EnvelopeText()
        before.prologue += instruction
        #expect(try EnvelopeReader.read(before.bytes) == plain)
        let within = before.text.replacing(
            "<CHUKYDONVI/>", with: "<CHUKYDONVI>\(instruction)</CHUKYDONVI>\(instruction)")
        #expect(try EnvelopeReader.read(Array((within + instruction).utf8)) == plain)
        let name = EnvelopeText(.init(summary: ["HO_TEN": "NGUYỄN VĂN\(instruction) AN"]))
        let claim = try EnvelopeReader.onlyClaim(name).claim
        #expect(claim?.patient.name == "NGUYỄN VĂN AN")
    }

    @Test(
        "one that is malformed refuses the envelope",
        arguments: ["<?>", "<??>", "<???>", "<? a?>", "<?a", "<?a?", "<?1?>", "<?a!?>", "<?xml?>", "<?a?><?xml?>"])
    func malformed(instruction: String) {
        var before = EnvelopeText()
        before.prologue = instruction
        #expect(EnvelopeReader.refusal(of: before.bytes).map(\.rule) == ["envelope.malformed"])
    }

    @Test("lines keep their numbers")
    func lines() {
        let text = "<?a?>\n<?b\n?>\n<!DOCTYPE r>"
        #expect(EnvelopeReader.refusal(of: Array(text.utf8)).first?.message.hasPrefix("Line 4 has a DOCTYPE") == true)
        let unclosed = "<?a?><?b?>\n<?c\n?>\n<GIAMDINHHS></b>"
        let message = EnvelopeReader.refusal(of: Array(unclosed.utf8)).first?.message
        #expect(message == "It is no well-formed XML: an element is closed by another name, line 4.")
    }
}
