// One run of decoding: what was asked for so far, and how anything that goes wrong is told.

final class DecodingSession {
    let document: Document
    /// Names the decoded type does not get to see.
    private let exempt: Set<Int>
    /// By token, whether the name was asked for; empty when nobody wants to know.
    /// Not looked at while it is changed: each function below touches it once.
    @exclusivity(unchecked) private var isSeen: [Bool]
    /// Whether values that read themselves do so.
    private let prefersDirect: Bool

    init(
        _ node: JSONNode, unknownMembers: WireJSON.UnknownMembers, exempt: Set<String>, prefersDirect: Bool = true
    ) {
        self.prefersDirect = prefersDirect
        let document = node.document
        self.document = document
        let isObject = document.tokens[node.index].kind == .object
        self.exempt =
            exempt.isEmpty || !isObject
            ? [] : Set(document.names(node.index).filter { exempt.contains(document.string($0)) })
        isSeen =
            unknownMembers == .ignored
            ? [] : Array(repeating: false, count: document.tokens.count)
    }

    func isExempt(_ name: Int) -> Bool { !exempt.isEmpty && exempt.contains(name) }

    func markSeen(_ name: Int) {
        if !isSeen.isEmpty { isSeen[name] = true }
    }

    func markSubtreeSeen(_ index: Int) {
        if isSeen.isEmpty { return }
        for inner in index..<document.next(index) { isSeen[inner] = true }
    }

    func refuseUnknownMembers(under root: Int) throws(WireJSONError) {
        if isSeen.isEmpty { return }
        var at = root
        while at < document.next(root) {
            let token = document.tokens[at]
            if token.isName, token.isSuperseded || isExempt(at) {
                at = document.next(at + 1)
                continue
            }
            if token.isName, !isSeen[at] {
                throw WireJSONError(
                    kind: .unknownMember, offset: document.offset(at),
                    path: document.pointer(to: at + 1),
                    message: "there is no member of this name here")
            }
            at += 1
        }
    }

    func decode<T: Decodable>(_ type: T.Type, at index: Int) throws(WireJSONError) -> T {
        // The scalars that arrays are mostly made of, without the way through a container.
        if type == String.self, let value = try string(at: index) as? T { return value }
        if type == Int.self, let value = try integer(Int.self, at: index) as? T { return value }
        if type == Int64.self, let value = try integer(Int64.self, at: index) as? T { return value }
        if type == Double.self, let value = try float(Double.self, at: index) as? T { return value }
        if type == Bool.self, let value = try bool(at: index) as? T { return value }
        if prefersDirect, let direct = type as? any DirectDecodable.Type,
            let value = try direct.init(from: JSONReader(session: self, index: index)) as? T
        {
            return value
        }
        do {
            return try T(from: ValueReader(session: self, index: index))
        } catch let error as WireJSONError {
            throw error
        } catch {
            throw translated(error, at: index)
        }
    }

    /// Tells an error of a type's own `init(from:)` as one of ours.  Where a `DecodingError` says
    /// that it is about a value further in, that value is named.
    private func translated(_ error: any Error, at index: Int) -> WireJSONError {
        guard let error = error as? DecodingError else {
            return failure(.invalidValue, at: index, String(describing: error))
        }
        switch error {
        case .keyNotFound(let key, let context):
            let object = innermost(context, index)
            return missing(key, in: object, context.debugDescription)
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return failure(.typeMismatch, at: innermost(context, index), context.debugDescription)
        case .dataCorrupted(let context):
            return failure(.invalidValue, at: innermost(context, index), context.debugDescription)
        @unknown default:
            return failure(.invalidValue, at: index, String(describing: error))
        }
    }

    private func innermost(_ context: DecodingError.Context, _ index: Int) -> Int {
        guard let value = document.value(at: context.codingPath),
            value > index, value < document.next(index)
        else { return index }
        return value
    }

    func failure(
        _ kind: WireJSONError.Kind, at index: Int, _ message: String
    ) -> WireJSONError {
        WireJSONError(
            kind: kind, offset: document.offset(index), path: document.pointer(to: index),
            message: message)
    }

    func missing(_ key: any CodingKey, in container: Int, _ message: String) -> WireJSONError {
        var error = failure(.missingMember, at: container, message)
        error.path += Document.pointerStep(key)
        return error
    }
}
