// What has become of a released contract: methods, events, refusals, roles.

import WireJSON

/// Compares what a release said with what is said today; a sentence for each break.
enum ContractChange {
    static func breaks(_ old: ReleasedContract, _ new: ReleasedContract) -> [String] {
        methods(old.methods, new.methods) + events(old.events, new.events) + errors(old.errors, new.errors)
    }

    private static func methods(_ old: [JSONMember], _ new: [JSONMember]) -> [String] {
        pairs(old, new) { name, before, now in
            var found: [String] = []
            // Who repeats a released read, or a write that may be repeated, must not be surprised.
            let effects = ["reads", "idempotentWrite", "write"]
            let (was, is_) = (before["effect"]?.string ?? "", now["effect"]?.string ?? "")
            if (effects.firstIndex(of: is_) ?? 9) > (effects.firstIndex(of: was) ?? 0) {
                found.append("\(name) was \(was), is \(is_)")
            }
            for member in ["permission", "scope"] where before[member] != now[member] {
                found.append("\(name) has another \(member): \(now[member]?.string ?? "none")")
            }
            if before["timeTravel"] != now["timeTravel"], before["timeTravel"] != "none" {
                found.append("\(name) no longer travels in time as it did")
            }
            return found
                + SchemaChange(sense: .request).breaks(
                    before["request"] ?? [:], now["request"] ?? [:], at: "\(name) request")
                + SchemaChange(sense: .reply).breaks(before["reply"] ?? [:], now["reply"] ?? [:], at: "\(name) reply")
        }
    }

    private static func events(_ old: [JSONMember], _ new: [JSONMember]) -> [String] {
        pairs(old, new) { name, before, now in
            SchemaChange(sense: .reply).breaks(before["data"] ?? [:], now["data"] ?? [:], at: name)
        }
    }

    private static func errors(_ old: [JSONMember], _ new: [JSONMember]) -> [String] {
        pairs(old, new) { name, before, now in
            before == now ? [] : ["\(name) was \(before.string ?? "?"), is \(now.string ?? "?")"]
        }
    }

    /// Roles may gain permissions, kinds keep their codes.
    static func breaks(shared old: JSONValue, _ new: JSONValue) -> [String] {
        pairs(old["roles"]?.object ?? [], new["roles"]?.object ?? []) { role, before, now in
            let lost = Set((before.array ?? []).compactMap(\.string)).subtracting(
                (now.array ?? []).compactMap(\.string))
            return lost.sorted().map { "\(role) may no longer \($0)" }
        }
            + pairs(old["kinds"]?.object ?? [], new["kinds"]?.object ?? []) { kind, before, now in
                before == now ? [] : ["\(kind) has another code, exit code or repetition"]
            }
    }

    private static func pairs(
        _ old: [JSONMember], _ new: [JSONMember], _ compare: (String, JSONValue, JSONValue) -> [String]
    ) -> [String] {
        old.flatMap { member in
            guard let now = new.first(where: { $0.key == member.key }) else { return ["\(member.key) is gone"] }
            return compare(member.key, member.value, now.value)
        }
    }
}
