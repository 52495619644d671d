// The flags that go with a call as call metadata.

import MessageSchema

extension VerbInvocation {
    /// The metadata of the call: what the settings say, and the verb's own flags.
    func metadata(_ common: CallMetadata) throws(UsageError) -> CallMetadata {
        var metadata = common
        metadata.idempotencyKey = callFlags[.idempotencyKey]
        do throws(ValueError) {
            if let date = callFlags[.asOf] { metadata.asOf = try CalendarDate(date) }
        } catch { throw UsageError("--as-of: \(error.message)") }
        do throws(ValueError) {
            if let moment = callFlags[.knownAt] { metadata.knownAt = try KnownAt(moment) }
        } catch {
            throw UsageError("--known-at wants an instant such as 2025-07-01T00:00:00Z, or a sequence number")
        }
        return metadata
    }

    /// How many batches may be under way.
    func parallel() throws(UsageError) -> Int {
        guard let text = callFlags[.parallel] else { return Bounds.parallelStandard }
        guard let number = Int(text), (1...Bounds.parallelMax).contains(number) else {
            throw UsageError("--parallel wants a number from 1 to \(Bounds.parallelMax), not \"\(text)\"")
        }
        return number
    }

    /// The settings that the verb's flags give.
    var settingFlags: SettingFlags {
        SettingFlags(
            data: callFlags[.data], output: callFlags[.output], actAs: callFlags[.actAs],
            timeout: callFlags[.timeout], context: callFlags[.context], gateways: callFlags[.gateway],
            key: callFlags[.key], isQuiet: has(.quiet))
    }
}
