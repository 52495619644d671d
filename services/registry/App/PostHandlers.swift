// The methods of posts.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit

enum PostHandlers {
    static func appoint(_ request: AppointToPost, _ context: WriteContext) throws -> Post {
        guard try StaffMemberStore(context.writer).exists(request.staff) else {
            throw StaffMemberRejection.notFound(request.staff)
        }
        let post = try PostRules.appoint(
            request, as: context.newIdentifier(PostID.self),
            held: PostStore(context.writer).posts(of: request.staff), units: context.units())
        let sequence = try context.append(PostAppointed(post: post), subject: post.id)
        try PostStore.put(post, sequence: sequence, in: context.writer)
        return post
    }

    static func end(_ request: EndPost, _ context: WriteContext) throws -> Post {
        guard let post = try PostStore(context.writer).find(request.post) else {
            throw PostRejection.notFound(request.post)
        }
        do { try context.authorise(post.unit) } catch is UnknownUnit { throw PostRejection.notFound(post.id) }
        let ended = try PostRules.end(post, until: request.until)
        let event = PostEnded(post: post.id, staff: post.staff, until: request.until)
        let sequence = try context.append(event, subject: post.id)
        try PostStore.end(post.id, on: request.until, sequence: sequence, in: context.writer)
        return ended
    }

    static func roster(_ request: ShowRoster, _ context: ReadContext) throws -> Page<RosterEntry> {
        let limit = try Paging.limit(request.limit)
        let codes = context.units.codesServed(by: wanted(request, context), on: context.asOf)
        let posts = try PostStore(context.reader).roster(
            codes, asOf: context.asOf, known: context.known, after: Paging.after(request.cursor), count: limit + 1)
        let faces = try StaffMemberStore(context.reader).faces(of: Set(posts.map(\.staff)))
        let entries = posts.compactMap { post in
            faces[post.staff].map { face in
                RosterEntry(
                    name: face.name, profession: face.profession, post: post,
                    servesAt: context.units.primary(of: post.unit, on: context.asOf))
            }
        }
        return Paging.page(entries, limit: limit, key: \.post.id.text)
    }

    /// The units whose people are asked for; the one that the unit has become, or its subtree.
    private static func wanted(_ request: ShowRoster, _ context: ReadContext) -> Set<UnitCode> {
        request.subtree == true
            ? context.units.subtree(of: request.unit, on: context.asOf)
            : [context.units.primary(of: request.unit, on: context.asOf)]
    }
}
