// Registering directives, and finding the one that a key means.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct DirectiveRulesTests {
    private func request(issuedOn: CalendarDate) -> RegisterDirective {
        RegisterDirective(
            number: "282/NQ-CP", title: LocalizedText(vi: "Chương trình hành động"), kind: .programme,
            issuer: "Chính phủ", issuedOn: issuedOn, unit: Sector.ministry, note: "Ngày theo bản công bố")
    }

    @Test("A directive issued today is registered under its number and its year")
    func registered() throws {
        let directive = try DirectiveRules.register(
            request(issuedOn: "2025-09-15"), existing: nil, today: "2025-09-15")
        #expect(directive.key == "282/NQ-CP@2025")
        #expect(directive.note == "Ngày theo bản công bố")
        #expect(directive.unit == Sector.ministry)
    }

    @Test("A directive of tomorrow is refused")
    func inTheFuture() {
        let refusal = DirectiveRejection.inTheFuture("282/NQ-CP", issuedOn: "2025-09-16", today: "2025-09-15")
        #expect(throws: refusal) {
            try DirectiveRules.register(request(issuedOn: "2025-09-16"), existing: nil, today: "2025-09-15")
        }
    }

    @Test("A number is taken within its year")
    func taken() {
        let existing = aDirective(number: "282/NQ-CP", issuedOn: "2025-03-01")
        #expect(throws: DirectiveRejection.registered("282/NQ-CP@2025")) {
            try DirectiveRules.register(request(issuedOn: "2025-09-15"), existing: existing, today: "2025-09-15")
        }
    }

    @Test("A key with its year means that year's directive, one without means the only one")
    func chosen() throws {
        let old = aDirective(issuedOn: "2024-05-01")
        let new = aDirective(issuedOn: "2025-09-09")
        #expect(try DirectiveRules.choose("72-NQ/TW@2024", among: [old, new]) == old)
        #expect(try DirectiveRules.choose("72-NQ/TW", among: [new]) == new)
    }

    @Test("A key that means no directive or several is refused, naming the years")
    func notChosen() {
        let old = aDirective(issuedOn: "2024-05-01")
        let new = aDirective(issuedOn: "2025-09-09")
        #expect(throws: DirectiveRejection.notFound("72-NQ/TW")) {
            try DirectiveRules.choose("72-NQ/TW", among: [])
        }
        #expect(throws: DirectiveRejection.notFound("72-NQ/TW@2023")) {
            try DirectiveRules.choose("72-NQ/TW@2023", among: [old, new])
        }
        let refusal = DirectiveRejection.ambiguous("72-NQ/TW", years: [2024, 2025])
        #expect(throws: refusal) { try DirectiveRules.choose("72-NQ/TW", among: [new, old]) }
        #expect(refusal.message == "Directives of 2024, 2025 bear the number 72-NQ/TW.")
    }
}
