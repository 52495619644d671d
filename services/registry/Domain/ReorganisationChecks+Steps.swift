// Checks of the steps by themselves and against each other: members, shares, contradictions.

internal import MessageSchema

extension ReorganisationChecks {
    /// A step has the members of its kind, and no others.
    func members() -> [Finding] {
        placedSteps.flatMap { place, step in
            let given = step.givenMembers
            let missing = step.kind.requiredMembers.filter { !given.contains($0) }
            let needless = given.filter {
                !step.kind.requiredMembers.contains($0) && !step.kind.optionalMembers.contains($0)
            }
            return missing.map { member in
                error(
                    "step.incomplete", "\(place).\(member)",
                    "A \(step.kind.rawValue) of \(step.unit) needs `\(member)`.", hint: "Add `\(member)`.")
            }
                + needless.map { member in
                    error(
                        "step.superfluous", "\(place).\(member)",
                        "A \(step.kind.rawValue) of \(step.unit) takes no `\(member)`.",
                        hint: "Leave it out, or make it another kind of step.")
                }
        }
    }

    /// The shares of a split sum to one, and one part takes over the duties.
    func shares() -> [Finding] {
        placedSteps.flatMap { place, step -> [Finding] in
            guard step.kind == .split, let parts = step.into else { return [] }
            let place = "\(place).into"
            return sum(of: parts, at: place) + primaries(of: parts, at: place) + repeats(in: parts, at: place)
        }
    }

    private func sum(of parts: [ReorganisationStep.Part], at place: String) -> [Finding] {
        let millionths = parts.reduce(0) { $0 + $1.share.millionths }
        guard millionths != Share.whole.millionths || parts.contains(where: { $0.share.millionths == 0 }) else {
            return []
        }
        let shares = parts.map { "\($0.unit) \($0.share)" }.named(first: 20)
        return [
            error(
                "step.sharesNotWhole", place, "The shares do not make one whole: \(shares).",
                hint: "Give every part a share above 0, so that together they are 1.")
        ]
    }

    private func primaries(of parts: [ReorganisationStep.Part], at place: String) -> [Finding] {
        let count = parts.filter(\.primary).count
        guard count != 1 else { return [] }
        return [
            error(
                "step.primaryNotOne", place, "\(count) parts take over the duties.",
                hint: "Make exactly one part `primary`.")
        ]
    }

    private func repeats(in parts: [ReorganisationStep.Part], at place: String) -> [Finding] {
        let counts = Dictionary(grouping: parts, by: \.unit).filter { $0.value.count > 1 }
        return counts.keys.sorted().map { unit in
            error(
                "step.overlap", place, "\(unit) is named as a part more than once.",
                hint: "Give it one share, the sum of its shares.")
        }
    }

    /// No unit is touched in ways that contradict each other.
    func contradictions() -> [Finding] {
        var roles: [UnitCode: [(role: ReorganisationStep.Role, place: String)]] = [:]
        for (place, step) in placedSteps {
            for (unit, role, member) in step.roles {
                roles[unit, default: []].append((role, "\(place).\(member)"))
            }
        }
        return roles.sorted { $0.key < $1.key }.compactMap { unit, found in
            guard let last = found.last, Self.contradict(found.map(\.role)) else { return nil }
            let told = found.map { "\($0.role.rawValue) at \($0.place)" }.named(first: 10)
            return error(
                "step.overlap", last.place, "\(unit) is touched in ways that contradict each other: \(told).",
                hint: "Name it once; a unit that keeps its code is the survivor, never a source.")
        }
    }

    private static func contradict(_ roles: [ReorganisationStep.Role]) -> Bool {
        func count(_ role: ReorganisationStep.Role) -> Int { roles.filter { $0 == role }.count }
        if count(.dissolved) > 0 { return roles.count > 1 }
        if count(.founded) > 0, count(.renamed) + count(.moved) > 0 { return true }
        return count(.renamed) > 1 || count(.moved) > 1
    }

    /// No unit is touched that another approved reorganisation, not in force yet, touches too.
    func pendingOverlaps() -> [Finding] {
        situation.pending.flatMap { other in
            other.touched.intersection(document.touched).sorted().map { unit in
                error(
                    "step.overlap", unit.text,
                    "\(unit) is changed by \(other.document), approved for \(other.effective).",
                    hint: "Plan it after that day, or have the other one undone first.")
            }
        }
    }

    /// A merge without sources does nothing but perhaps rename.
    func emptyMerges() -> [Finding] {
        placedSteps.compactMap { place, step in
            guard step.kind == .merge, let sources = step.from, sources.isEmpty else { return nil }
            return warning(
                "merge.empty", "\(place).from", "Nothing is merged into \(step.unit).",
                hint: "Name the units that go, or make it a rename.")
        }
    }
}

extension ReorganisationStep.Kind {
    fileprivate var requiredMembers: [String] {
        switch self {
        case .establish: ["name", "unitKind", "parent"]
        case .merge: ["from"]
        case .split: ["into"]
        case .rename: ["name"]
        case .move: ["parent"]
        case .dissolve: []
        }
    }

    fileprivate var optionalMembers: [String] { self == .merge ? ["name"] : [] }
}

extension ReorganisationStep {
    fileprivate var givenMembers: [String] {
        [
            name == nil ? nil : "name", unitKind == nil ? nil : "unitKind", parent == nil ? nil : "parent",
            from == nil ? nil : "from", into == nil ? nil : "into",
        ].compactMap { $0 }
    }
}
