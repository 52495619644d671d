// Reading an answer, on the client's side.

internal import MessageSchema
internal import WireJSON

extension JSONRPC {
    /// One answer: the result's bytes or the failure, and the id it is for.
    struct Answer: Sendable {
        /// nil when the answer's id is `null`.
        var id: [UInt8]?
        var outcome: Result<JSONNode, Failure>
    }

    /// What an answer's body holds.
    struct Answers: Sendable {
        var isBatch: Bool
        var entries: [Answer]
    }

    /// Reads an answer's body; nil when it is none.
    static func answers(_ body: [UInt8], bytesMax: Int) -> Answers? {
        let root: JSONNode
        do throws(WireJSONError) {
            root = try WireJSON.parse(body, options: WireJSON.Options(bytesMax: bytesMax))
        } catch { return nil }
        switch root.kind {
        case .object: return answer(root).map { Answers(isBatch: false, entries: [$0]) }
        case .array:
            let entries = root.elements.compactMap(answer)
            return Answers(isBatch: true, entries: entries)
        default: return nil
        }
    }

    private static func answer(_ node: JSONNode) -> Answer? {
        guard node.kind == .object else { return nil }
        let id = node["id"].flatMap { $0.isNull ? nil : $0.raw }
        if let result = node["result"] { return Answer(id: id, outcome: .success(result)) }
        guard let error = node["error"] else { return nil }
        do throws(WireJSONError) {
            return Answer(id: id, outcome: .failure(try error.decode(Failure.self)))
        } catch {
            let failure = Failure.fabric(
                .internalError, "the service's error could not be read: \(error)")
            return Answer(id: id, outcome: .failure(failure))
        }
    }
}
