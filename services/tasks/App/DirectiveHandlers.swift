// The methods about directives.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

enum DirectiveHandlers {
    static func register(_ request: RegisterDirective, _ context: WriteContext) throws -> Directive {
        let store = DirectiveStore(context.writer)
        let key = DirectiveKey(number: request.number, year: request.issuedOn.civil.year)
        let directive = try DirectiveRules.register(
            request, existing: store.directive(key), today: context.today)
        try keep(directive, context)
        return directive
    }

    /// Journals and keeps a directive.
    static func keep(_ directive: Directive, _ context: WriteContext) throws {
        let sequence = try context.append(DirectiveRegistered(directive: directive), subject: directive.key)
        try DirectiveStore.insert(directive, sequence, context.writer)
    }

    static func get(_ request: GetDirective, _ context: ReadContext) throws -> Directive {
        try DirectiveStore(context.reader).found(request.directive, known: context.known)
    }

    static func list(_ request: ListDirectives, _ context: ReadContext) throws -> Page<Directive> {
        let limit = try Paging.limit(request.limit)
        let directives = try DirectiveStore(context.reader).newestFirst(
            kind: request.kind, year: request.year, after: Paging.after(request.cursor), limit: limit + 1)
        return Paging.page(directives, limit: limit, key: ListOrder.newestFirst)
    }
}
