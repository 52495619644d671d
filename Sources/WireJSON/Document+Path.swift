// Where a token is, for errors and coding paths: found by walking down from the root when somebody
// asks, so that decoding what is well formed carries no path along.

extension Document {
    /// The steps from the root to a value: names of members, positions of elements.
    func codingPath(to target: Int) -> [any CodingKey] { steps(to: target) }

    /// The JSON pointer (RFC 6901) of a value.
    func pointer(to target: Int) -> String { Self.pointer(steps(to: target)) }

    static func pointer(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { $0 += pointerStep($1) }
    }

    static func pointerStep(_ key: any CodingKey) -> String {
        var step = "/"
        for scalar in (key.intValue.map(String.init) ?? key.stringValue).unicodeScalars {
            switch scalar {
            case "~": step += "~0"
            case "/": step += "~1"
            default: step.unicodeScalars.append(scalar)
            }
        }
        return step
    }

    private func steps(to target: Int) -> [JSONKey] {
        var steps: [JSONKey] = []
        var at = 0
        while at < target, let (step, child) = step(from: at, towards: target) {
            steps.append(step)
            at = child
        }
        return steps
    }

    /// The child of a container that is or holds the target.  While parsing, containers still open
    /// have no end yet and the target may be the value about to come.
    private func step(from container: Int, towards target: Int) -> (JSONKey, Int)? {
        let isObject = tokens[container].kind == .object
        var at = container + 1
        var position = 0
        while at <= target, at < next(container) {
            let child = isObject ? at + 1 : at
            if child > target { return nil }
            let end = child < tokens.count ? next(child) : child + 1
            if target < end {
                return (isObject ? JSONKey(string(at)) : JSONKey(position: position), child)
            }
            at = end
            position += 1
        }
        return nil
    }

    /// The value a coding path leads to, as far as it leads anywhere; nil when a step is not there.
    func value(at path: [any CodingKey]) -> Int? {
        var at = 0
        for key in path {
            switch tokens[at].kind {
            case .object:
                guard let name = name(key.stringValue, in: at, from: at + 1) else { return nil }
                at = name + 1
            case .array:
                let elements = elements(at)
                guard let position = key.intValue, elements.indices.contains(position) else {
                    return nil
                }
                at = elements[position]
            default: return nil
            }
        }
        return at
    }
}
