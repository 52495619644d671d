// What writes a text goes when the text is written: fuzzing found that a nested container kept its writer, and so each
// error answer, for ever.

import Testing
import WireJSON

@Suite struct WriterLifetimeTests {
    /// Sees whether an encoder still lives.
    private final class Witness {
        weak var encoder: AnyObject?
    }

    private enum Ending { case well, inAnError }

    /// Writes a nested container in a nested container, and a superclass's part.
    private struct Nested: Encodable {
        enum Keys: String, CodingKey { case outer, inner, list }
        struct Refusal: Error {}

        var witness: Witness
        var ending: Ending

        func encode(to encoder: any Encoder) throws {
            witness.encoder = encoder as AnyObject
            var container = encoder.container(keyedBy: Keys.self)
            var outer = container.nestedContainer(keyedBy: Keys.self, forKey: .outer)
            var inner = outer.nestedContainer(keyedBy: Keys.self, forKey: .inner)
            try inner.encode(1, forKey: .inner)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            try 2.encode(to: list.superEncoder())
            if ending == .inAnError { throw Refusal() }
        }
    }

    @Test func `A writer with nested containers goes when its text is written`() throws {
        let witness = Witness()
        let text = try WireJSON.encode(Nested(witness: witness, ending: .well))
        #expect(String(decoding: text, as: UTF8.self) == #"{"outer":{"inner":{"inner":1}},"list":[2]}"#)
        #expect(witness.encoder == nil)
    }

    @Test func `It goes as well when the text could not be written`() {
        let witness = Witness()
        #expect(throws: WireJSONError.self) { try WireJSON.encode(Nested(witness: witness, ending: .inAnError)) }
        #expect(witness.encoder == nil)
    }

    @Test func `So does one within a value`() throws {
        let witness = Witness()
        _ = try WireJSON.encode(["a": [Nested(witness: witness, ending: .well)]])
        #expect(witness.encoder == nil)
    }
}
