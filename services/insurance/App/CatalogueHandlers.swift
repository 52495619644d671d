// The methods about lists. A facility's are kept and seen by who reaches the facility; the country's are kept by who
// reaches everything, and seen by all.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage

enum CatalogueHandlers {
    static func importing(_ request: ImportCatalogue, _ context: WriteContext) throws -> ImportCatalogue.Reply {
        let (rows, rejected) = try CatalogueRules.sorted(request)
        let (kind, facility) = (request.kind, request.facility)
        if let facility { try context.authorise(facility) } else { try context.authoriseEverything() }
        let store = CatalogueStore(context.writer)
        let news = try rows.filter { row in
            let settled = try store.settled(row, in: kind, of: facility)
            return try store.find(row.code, in: kind, of: facility, on: row.from) != settled
        }
        let reply = ImportCatalogue.Reply(added: news.count, known: rows.count - news.count, rejected: rejected)
        guard let first = news.first else { return reply }
        let changed = CatalogueChanged(kind: kind, facility: facility, items: news.count, from: first.from)
        let sequence = try context.append(changed, subject: subject(kind, of: facility))
        for row in news {
            try CatalogueStore.put(
                store.settled(row, in: kind, of: facility), in: kind, of: facility, sequence, context.writer)
        }
        return reply
    }

    /// The facility, or what the list is of.
    private static func subject(_ kind: CatalogueKind, of facility: FacilityCode?) throws -> PlainText {
        try PlainText(facility?.text ?? kind.rawValue)
    }

    static func list(_ request: ListCatalogue, _ context: ReadContext) throws -> Page<ListedItem> {
        try CatalogueRules.check(request.kind, of: request.facility)
        let limit = try Paging.limit(request.limit)
        guard request.facility.map(context.reaches) ?? true else { return Page(items: []) }
        let items = try CatalogueStore(context.reader).list(
            request, after: try Paging.after(request.cursor) ?? "", on: context.asOf, known: context.known,
            count: limit + 1)
        return Paging.page(items, limit: limit) { $0.code.text }
    }
}
