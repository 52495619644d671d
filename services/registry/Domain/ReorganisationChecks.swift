// All the checks of a reorganisation's document. Every error and every warning is found at once, so that its author
// mends them in one go; one check stands in one function, named after what it is about.

internal import MessageSchema

/// Looks a document over against the present state.
struct ReorganisationChecks {
    let document: PlanReorganisation
    let situation: ReorganisationSituation
    /// The units as they would be afterwards.
    let after: UnitStructure

    /// What was found, in the order of the checks.
    func findings() -> [Finding] {
        date() + emptiness() + members() + shares() + contradictions() + pendingOverlaps() + duplicateCodes()
            + existence() + cycles() + orphans() + abandonedPosts() + emptyMerges() + sameNames()
            + sameParents() + directors()
    }

    var day: CalendarDate { document.effective }

    func error(_ rule: String, _ place: String, _ message: String, hint: String) -> Finding {
        Finding(rule: rule, severity: .error, place: place, message: message, hint: hint)
    }

    func warning(_ rule: String, _ place: String, _ message: String, hint: String) -> Finding {
        Finding(rule: rule, severity: .warning, place: place, message: message, hint: hint)
    }

    /// Steps with the place they are found at.
    var placedSteps: [(place: String, step: ReorganisationStep)] {
        document.steps.enumerated().map { ("steps[\($0)]", $1) }
    }

    private func date() -> [Finding] {
        guard day <= situation.today else { return [] }
        return [
            error(
                "date.past", "effective", "\(day) is not after today, \(situation.today).",
                hint: "Give a first day that is still to come.")
        ]
    }

    private func emptiness() -> [Finding] {
        guard document.steps.isEmpty else { return [] }
        return [error("step.incomplete", "steps", "The document has no step.", hint: "Add what it orders.")]
    }
}

extension [String] {
    /// The first few in one text, with how many more there are.
    func named(first count: Int = 5) -> String {
        let shown = prefix(count).joined(separator: ", ")
        return self.count > count ? "\(shown) and \(self.count - count) more" : shown
    }
}
