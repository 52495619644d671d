// What the value tests have in common: a form is accepted as it stands, or refused with a sentence that names it.

import MessageSchema
import Testing
import WireJSON

/// The text is read, and comes out as `normal` (itself when left out), in text and through JSON.
func expectAccepted<Value: TextValue>(
    _ type: Value.Type, _ text: String, as normal: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
    do {
        let value = try Value(text)
        #expect(value.text == normal ?? text, sourceLocation: sourceLocation)
        let again = try WireJSON.decode(Value.self, from: WireJSON.encode(value))
        #expect(again == value, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(type) refuses \"\(text)\": \(error)", sourceLocation: sourceLocation)
    }
}

/// The text is refused, by the type itself and where it stands in JSON.
func expectRefused<Value: TextValue>(
    _ type: Value.Type, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(throws: ValueError.self, "\(type) takes \"\(text)\"", sourceLocation: sourceLocation) {
        try Value(text)
    }
    #expect(sourceLocation: sourceLocation) {
        try WireJSON.decode(Value.self, from: WireJSON.encode(text))
    } throws: { error in
        (error as? WireJSONError)?.kind == .invalidValue
    }
}

/// The date of a literal in a test.
func day(_ text: String) -> CalendarDate {
    do { return try CalendarDate(text) } catch { preconditionFailure("\(error)") }
}

/// The code of a literal in a test.
func code(_ text: String) -> UnitCode {
    do { return try UnitCode(text) } catch { preconditionFailure("\(error)") }
}
