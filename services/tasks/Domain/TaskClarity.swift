// The six clarities (sáu rõ) that a task must have before it is handed out: clear people, work, time, responsibility,
// products and authority, as the Government's action programme 282/NQ-CP asks of every task.
// An error hinders the assignment, a warning does not.

public import MessageSchema

/// The check of one task for the six clarities on a day.
public struct TaskClarity: Sendable {
    let task: AssignedTask
    let directive: Directive
    let units: UnitStructure
    let today: CalendarDate

    public init(_ task: AssignedTask, under directive: Directive, in units: UnitStructure, today: CalendarDate) {
        self.task = task
        self.directive = directive
        self.units = units
        self.today = today
    }

    /// What the task lacks, in the order of the six clarities; nothing if it is clear.
    public var findings: [Finding] { people + work + time + responsibility + products + authority }

    // Rõ người: a leader who answers for it and an officer who does it, by name.
    private var people: [Finding] {
        var found: [Finding] = []
        if task.leader == nil {
            found.append(
                .error("people.missing", "leader", "No leader is named.", "Name the leader who answers for it."))
        }
        if task.officer == nil {
            found.append(
                .error("people.missing", "officer", "No officer is named.", "Name the officer who does the work."))
        }
        return found
    }

    // Rõ việc: a title that says what to do, and a description. The length is this project's own bound.
    private var work: [Finding] {
        var found: [Finding] = []
        let length = task.title.text.count
        if length < Self.titleCharactersMin {
            found.append(
                .error(
                    "work.missing", "title",
                    "The title has \(length) characters; it needs \(Self.titleCharactersMin).",
                    "Say in the title what is to be done."))
        }
        if task.description == nil {
            found.append(
                .warning(
                    "work.vague", "description", "The work is not described.", "Describe what is to be done."))
        }
        return found
    }

    // Rõ sản phẩm: an action programme's column "sản phẩm / hình thức kết quả".
    private var products: [Finding] {
        guard task.product == nil else { return [] }
        return [
            .error(
                "products.missing", "product", "No product is named.", "Say what the task is to bring forth.")
        ]
    }

    // Rõ thẩm quyền: who decides, signs or issues.
    private var authority: [Finding] {
        guard task.authority == nil else { return [] }
        return [
            .error(
                "authority.missing", "authority", "Nobody is named who decides on the product.",
                "Say who decides, signs or issues it.")
        ]
    }

    /// A title shorter than this says nothing.
    public static let titleCharactersMin = 10
}

extension Finding {
    /// A finding that hinders the assignment.
    static func error(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .error, place: place, message: message, hint: hint)
    }
    /// A finding that does not.
    static func warning(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .warning, place: place, message: message, hint: hint)
    }
}
