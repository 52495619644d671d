// The rules about posts: within the unit's life, one main post at any instant, ended once.

public import MessageSchema

/// Why a rule about posts says no.
public enum PostRejection: Rejection {
    case notFound(PostID)
    case datesReversed(from: CalendarDate, until: CalendarDate)
    case secondMain(StaffID, other: Post)
    case alreadyEnded(PostID, on: CalendarDate)
    case unitAbsent(UnitCode, on: CalendarDate)

    public var name: String {
        switch self {
        case .notFound: "registry.post.notFound"
        case .datesReversed: "registry.post.datesReversed"
        case .secondMain: "registry.post.secondMain"
        case .alreadyEnded: "registry.post.alreadyEnded"
        case .unitAbsent: "registry.post.unitAbsent"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let id): "There is no post \(id)."
        case .datesReversed(let from, let until): "The post begins on \(from) and would end on \(until)."
        case .secondMain(let staff, let other):
            "\(staff) has a main post from \(other.from)\(other.until.map { " until \($0)" } ?? " on")."
        case .alreadyEnded(let id, let date): "The post \(id) ends on \(date)."
        case .unitAbsent(let unit, let date): "\(unit) does not exist on \(date), nor does a successor."
        }
    }
}

/// Decides about posts.
public enum PostRules {
    /// A post may be given within the life of its unit and of those that take it over, and a main one only while
    /// the person has no other.
    /// - Parameter held: the posts of the person as known now.
    public static func appoint(
        _ request: AppointToPost, as id: PostID, held: [Post], units: UnitStructure
    ) throws(PostRejection) -> Post {
        if let until = request.until, until <= request.from {
            throw .datesReversed(from: request.from, until: until)
        }
        guard units.version(of: request.unit, on: request.from) != nil else {
            throw .unitAbsent(request.unit, on: request.from)
        }
        if let gone = units.vanishing(of: request.unit, from: request.from, until: request.until) {
            throw .unitAbsent(request.unit, on: gone)
        }
        let post = Post(
            id: id, staff: request.staff, unit: request.unit, position: request.position, main: request.main,
            fullTime: request.fullTime, from: request.from, until: request.until)
        if post.main, let other = held.first(where: { $0.main && $0.overlaps(post) }) {
            throw .secondMain(request.staff, other: other)
        }
        return post
    }

    /// A post may be ended after its first day and before the day on which it ends already.
    public static func end(_ post: Post, until: CalendarDate) throws(PostRejection) -> Post {
        guard post.from < until else { throw .datesReversed(from: post.from, until: until) }
        if let present = post.until, present <= until { throw .alreadyEnded(post.id, on: present) }
        var ended = post
        ended.until = until
        return ended
    }
}

extension Post {
    /// True if the post is held on the date.
    public func isHeld(on date: CalendarDate) -> Bool { from <= date && isHeld(onOrAfter: date) }

    /// True if the post is held on the date or on any later one.
    public func isHeld(onOrAfter date: CalendarDate) -> Bool { until.map { date < $0 } ?? true }

    func overlaps(_ other: Post) -> Bool { isHeld(onOrAfter: other.from) && other.isHeld(onOrAfter: from) }
}
