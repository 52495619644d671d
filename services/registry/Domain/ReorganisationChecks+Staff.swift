// Checks of the document against the people: nobody is left at a unit that is gone; two directors are worth a look.

internal import MessageSchema

extension ReorganisationChecks {
    /// No post stands at a unit that goes without successor.
    func abandonedPosts() -> [Finding] {
        let abandoned = document.abandoned
        guard !abandoned.isEmpty else { return [] }
        let standing = situation.posts.filter { $0.isHeld(onOrAfter: day) }
        var lookup = PrimaryLookup(after)
        let left = Dictionary(grouping: standing) { lookup.primary(of: $0.unit, on: max(day, $0.from)) }
            .filter { abandoned.contains($0.key) }
        return left.sorted { $0.key < $1.key }.map { unit, posts in
            let persons = Set(posts.map(\.staff)).count
            return error(
                "staff.withoutPost", unit.text,
                "\(unit) goes without successor on \(day), but \(posts.count) posts of \(persons) persons stand there.",
                hint: "End the posts by that day, or merge the unit into one that stays.")
        }
    }

    /// A unit usually has one director.
    func directors() -> [Finding] {
        let takingOver = Set(document.touched.map { after.primary(of: $0, on: day) })
        let directors = situation.posts.filter { $0.position == .director && $0.isHeld(on: day) }
        let served = Dictionary(grouping: directors) { after.primary(of: $0.unit, on: day) }
        return served.filter { takingOver.contains($0.key) && $0.value.count > 1 }
            .sorted { $0.key < $1.key }
            .map { unit, posts in
                warning(
                    "staff.twoDirectors", unit.text, "\(unit) has \(posts.count) directors on \(day).",
                    hint: "End or change the posts that go.")
            }
    }
}
