// The methods about templates.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit

enum TemplateHandlers {
    static func publish(_ request: PublishTemplate, _ context: WriteContext) throws -> PublishedTemplate {
        let newest = try TemplateStore(context.writer).template(request.name)
        let units = try context.units()
        let keeps = newest.map {
            units.primary(of: $0.unit, on: context.today) == units.primary(of: request.unit, on: context.today)
        }
        let published = try TemplateRules.publish(
            request, newest: newest, keeps: keeps ?? true, today: context.today)
        guard published.template != newest else { return published }
        try context.append(TemplatePublished(template: published.template), subject: published.template.name)
        try TemplateStore.insert(published.template, context.writer)
        return published
    }

    static func render(_ request: RenderTemplate, _ context: ReadContext) throws -> RenderedTemplate {
        let template = try TemplateStore(context.reader).found(request.template, version: request.version)
        return try TemplateRules.render(template, values: request.values ?? [:])
    }

    static func get(_ request: GetTemplate, _ context: ReadContext) throws -> Template {
        try TemplateStore(context.reader).found(request.template, version: request.version)
    }

    static func list(_ request: ListTemplates, _ context: ReadContext) throws -> Page<Template> {
        let limit = try Paging.limit(request.limit)
        if let unit = request.unit, !context.units.isKnown(unit) { throw UnknownUnit(unit) }
        let store = TemplateStore(context.reader)
        var found: [Template] = []
        var after = try Paging.after(request.cursor)
        while found.count <= limit {
            let page = try store.newest(after: after, limit: limit + 1)
            found += page.filter { isKept($0, by: request.unit, context) }
            guard page.count > limit, let last = page.last else { break }
            after = last.name.text
        }
        return Paging.page(found, limit: limit) { $0.name.text }
    }

    private static func isKept(_ template: Template, by unit: UnitCode?, _ context: ReadContext) -> Bool {
        guard let unit else { return true }
        return context.units.primary(of: template.unit, on: context.today)
            == context.units.primary(of: unit, on: context.today)
    }
}
