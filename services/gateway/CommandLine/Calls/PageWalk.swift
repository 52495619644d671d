// Follows a list to its end, page by page, all as of the first page's state of knowledge.

import MessageSchema
import WireJSON

/// A walk over the pages of a list.
struct PageWalk {
    let connection: SuiteConnection
    let verb: Verb

    /// Calls `each` with every page until there is none or it says false. Later pages are asked for what the first
    /// one knew, so that a list that changes meanwhile is still one list.
    func run(
        _ request: JSONValue, _ metadata: CallMetadata, each: (JSONValue) throws(Failure) -> Bool
    ) async throws(Failure) {
        var request = request
        var metadata = metadata
        if request["limit"] == nil { request.set(.integer(Int64(PageLimit.max)), at: ["limit"]) }
        for _ in 0..<Bounds.pagesMax {
            let page = try await connection.call(verb.service, verb.method.name.text, request, metadata)
            guard try each(page), let cursor = page["nextCursor"], !cursor.isNull else { return }
            request.set(cursor, at: ["cursor"])
            pin(&metadata, to: page[CallMetadata.member])
        }
        throw .fabric(.tooLarge, "the list has more than \(Bounds.pagesMax) pages")
    }

    private func pin(_ metadata: inout CallMetadata, to stated: JSONValue?) {
        guard verb.method.timeTravel != .none else { return }
        if metadata.knownAt == nil, let sequence = stated?["sequence"]?.integer {
            metadata.knownAt = .sequence(sequence)
        }
        guard verb.method.timeTravel == .both, metadata.asOf == nil, let date = stated?["asOf"]?.string else { return }
        // The service states its own date; one it cannot state is not held on to.
        metadata.asOf = try? CalendarDate(date)
    }
}
