// Many requests of one method: in batches, several under way at once, outcomes handed over in the order of the input.

import Fabric
import MessageSchema
import WireJSON

/// A run of many requests.
struct BatchRun {
    let connection: SuiteConnection
    let verb: Verb
    let parallel: Int

    typealias Outcome = Result<JSONValue, Failure>

    /// The requests cut into batches by count and bytes.
    static func batches(_ requests: [JSONValue]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var bytes = 0
        for (index, request) in requests.enumerated() {
            let size = request.jsonBytes(pretty: false).count
            let isFull = index - start == Bounds.batchEntriesMax || bytes + size > Bounds.batchBytesMax
            if isFull, index > start {
                ranges.append(start..<index)
                start = index
                bytes = 0
            }
            bytes += size
        }
        if start < requests.count { ranges.append(start..<requests.count) }
        return ranges
    }

    /// Sends all; `each` gets a batch's outcomes when all before it are there. It says false to send no more.
    func run(
        _ requests: [JSONValue], _ metadata: CallMetadata, each: (Range<Int>, [Outcome]) -> Bool
    ) async {
        let batches = Self.batches(requests)
        await withTaskGroup(of: (Int, [Outcome]).self) { group in
            var begun = 0
            var done: [Int: [Outcome]] = [:]
            var handed = 0
            func begin() {
                guard begun < batches.count else { return }
                let (number, range) = (begun, batches[begun])
                let entries = entries(requests, range, metadata)
                group.addTask { (number, await connection.batch(verb.service, entries)) }
                begun += 1
            }
            for _ in 0..<min(parallel, batches.count) { begin() }
            while let (number, outcomes) = await group.next() {
                done[number] = outcomes
                while let ready = done.removeValue(forKey: handed) {
                    guard each(batches[handed], ready) else { return group.cancelAll() }
                    handed += 1
                    begin()
                }
            }
        }
    }

    private func entries(_ requests: [JSONValue], _ range: Range<Int>, _ metadata: CallMetadata) -> [BatchEntry] {
        range.map { index in
            var own = metadata
            own.idempotencyKey = metadata.idempotencyKey.map { "\($0)/\(index + 1)" }
            let params = RawJSON(unsafeUnchecked: requests[index].jsonBytes(pretty: false))
            return BatchEntry(method: verb.method.name.text, params: params, metadata: own)
        }
    }
}
