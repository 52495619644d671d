// Everybody who serves at some units on a date, counted from the rosters, page by page.

internal import Fabric
internal import MessageSchema

/// The people of a sector on a date.
struct RosterCount: Equatable, CustomStringConvertible {
    var posts = 0
    /// Main posts by person.
    var mains: [StaffID: Int] = [:]
    var fullTimePercent = 0

    var persons: Int { mains.count }
    var personsWithOneMain: Int { mains.values.count { $0 == 1 } }
    var description: String {
        "\(posts) posts, \(persons) persons, \(fullTimePercent) percent of full time"
    }

    /// Counts the rosters of units and all under them.
    static func of(_ units: [UnitCode], asOf date: CalendarDate, by client: Client) async throws
        -> RosterCount
    {
        var count = RosterCount()
        for unit in units {
            var request = ShowRoster(unit: unit, subtree: true, limit: PageLimit.max)
            repeat {
                let metadata = CallMetadata(deadline: 30_000, asOf: date)
                let page = try await client.call(request, metadata: metadata).value
                page.items.forEach { count.add($0.post) }
                request.cursor = page.nextCursor
            } while request.cursor != nil
        }
        return count
    }

    private mutating func add(_ post: Post) {
        posts += 1
        fullTimePercent += post.fullTime.value
        mains[post.staff, default: 0] += post.main ? 1 : 0
    }
}
