// What a directive must be to be registered, and which directive a key means.

public import MessageSchema

/// The rules about directives.
public enum DirectiveRules {
    /// The directive that a request would register; `existing` is what its number and year already name.
    ///
    /// A number is unique within its year of issue, since numbering begins anew on 1 January and ends on
    /// 31 December (Decree 30/2020/NĐ-CP, article 8 and annex).
    public static func register(
        _ request: RegisterDirective, existing: Directive?, today: CalendarDate
    ) throws(DirectiveRejection) -> Directive {
        guard request.issuedOn <= today else {
            throw .inTheFuture(request.number, issuedOn: request.issuedOn, today: today)
        }
        let directive = Directive(
            key: DirectiveKey(number: request.number, year: request.issuedOn.civil.year),
            title: request.title, kind: request.kind, issuer: request.issuer, issuedOn: request.issuedOn,
            unit: request.unit, note: request.note)
        if existing != nil { throw .registered(directive.key) }
        return directive
    }

    /// The one directive that a key means; a key without a year needs to be alone with its number.
    public static func choose(
        _ key: DirectiveKey, among candidates: [Directive]
    ) throws(DirectiveRejection) -> Directive {
        let fitting = candidates.filter { directive in
            directive.key.number == key.number && (key.year == nil || directive.key.year == key.year)
        }
        guard let first = fitting.first else { throw .notFound(key) }
        guard fitting.count == 1 else {
            throw .ambiguous(key.number, years: fitting.compactMap(\.key.year).sorted())
        }
        return first
    }
}
