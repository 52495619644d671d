// Proves that an approved reorganisation leaves no gap between the day before and its first day: codes, persons, posts.

public import MessageSchema

/// The checks of an approved reorganisation.
public struct ReorganisationVerification: Sendable {
    private let document: PlanReorganisation
    private let units: UnitStructure
    private let posts: [Post]
    private let doubled: [StaffID]
    private let dayBefore: CalendarDate
    private let day: CalendarDate

    /// - Parameters:
    ///   - posts: all posts that are held on the day before or on the first day.
    ///   - doubled: the persons who ever have two main posts at once.
    public init(of document: PlanReorganisation, units: UnitStructure, posts: [Post], doubled: [StaffID]) {
        self.document = document
        self.units = units
        self.posts = posts
        self.doubled = doubled
        day = document.effective
        dayBefore = document.effective.advanced(by: -1)
    }

    /// Every check with the number of cases and those that do not hold.
    public func checks() -> [Check] {
        [codesDayBefore(), codesFirstDay(), persons(), fullTime(), mainPosts()]
    }

    private func codesDayBefore() -> Check {
        let codes = document.touched.subtracting(document.founded).sorted()
        let failures = codes.filter { !resolves($0, on: dayBefore) }
        return Check(
            name: "every code resolves on the day before, \(dayBefore)", checked: codes.count,
            failures: failures.map(\.text))
    }

    private func codesFirstDay() -> Check {
        let abandoned = document.abandoned
        let codes = document.touched.sorted()
        let failures = codes.filter { code in
            abandoned.contains(code)
                ? units.resolve(code, on: day)?.state != .dissolved : !resolves(code, on: day)
        }
        return Check(
            name: "every code resolves on the first day, \(day)", checked: codes.count,
            failures: failures.map(\.text))
    }

    private func resolves(_ code: UnitCode, on date: CalendarDate) -> Bool {
        guard let resolution = units.resolve(code, on: date),
            units.version(of: resolution.primary, on: date) != nil,
            resolution.parts.allSatisfy({ units.version(of: $0.unit, on: date) != nil })
        else { return false }
        // Exactly: what stood until now has become others in one step, so no products were rounded.
        return resolution.parts.reduce(0) { $0 + $1.share.millionths } == Share.whole.millionths
    }

    private func persons() -> Check {
        var lookup = PrimaryLookup(units)
        let mains = Dictionary(grouping: posts.filter(\.main), by: \.staff)
        let served = mains.filter { $0.value.count { $0.isHeld(on: dayBefore) } == 1 }
        let failures = served.filter { _, posts in
            let held = posts.filter { $0.isHeld(on: day) }
            return held.count != 1 || held.contains { lookup.existing($0.unit, on: day) == nil }
        }
        return Check(
            name: "everyone with one main post keeps one, at a unit that exists", checked: served.count,
            failures: failures.keys.sorted().map(\.text))
    }

    private func fullTime() -> Check {
        var lookup = PrimaryLookup(units)
        var before: [UnitCode: Int] = [:]
        var after: [UnitCode: Int] = [:]
        for post in posts where post.isHeld(on: dayBefore) {
            let served = lookup.primary(of: post.unit, on: dayBefore)
            guard document.touched.contains(served) else { continue }
            before[lookup.primary(of: served, on: day), default: 0] += post.fullTime.value
            guard post.isHeld(on: day), let unit = lookup.existing(post.unit, on: day) else { continue }
            after[unit, default: 0] += post.fullTime.value
        }
        let failures = before.filter { after[$0.key] != $0.value }.sorted { $0.key < $1.key }
        return Check(
            name: "the full-time percents serve on at the successors", checked: before.count,
            failures: failures.map { "\($0.key): \($0.value) before, \(after[$0.key] ?? 0) after" })
    }

    private func mainPosts() -> Check {
        Check(
            name: "nobody ever has two main posts at once", checked: posts.count(where: \.main),
            failures: doubled.sorted().map(\.text))
    }
}
