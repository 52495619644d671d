// The options of a day as its acts set them, and which of them were set otherwise than they are without a row.

internal import MessageSchema

/// An option that an act sets otherwise.
struct ChosenOption: Sendable {
    var option: PolicyOption
    var value: PlainText
    var source: RuleSource.Number
}

extension DayOptions {
    /// The options of a day. The policy's check lets no value pass that cannot be read; such a one counts as no row.
    init(_ policy: Policy, on day: CalendarDate, _ places: inout PolicyPlaces, _ chosen: inout [ChosenOption]) {
        self.init()
        for option in PolicyOption.allCases {
            guard let row = policy.option(option, on: day) else { continue }
            var alone = DayOptions()
            do throws(ValueError) { try alone.take(option, row.row.value) } catch { continue }
            guard alone != DayOptions() else { continue }
            do throws(ValueError) { try take(option, row.row.value) } catch { continue }
            chosen.append(ChosenOption(option: option, value: row.row.value, source: places.number(of: row)))
        }
    }
}
