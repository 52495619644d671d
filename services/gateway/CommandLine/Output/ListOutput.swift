// Lists that commands make themselves, in every form of output.

import MessageSchema
import WireJSON

extension CommandContext {
    /// Prints objects: a table, an array, or a line each.
    @discardableResult
    func show(list: [JSONValue], _ settings: Settings) -> ExitCode {
        switch settings.output.value {
        case .text: console.print(ValueText(paper: paper(settings)).table(list))
        case .json: console.print(json: .array(list), pretty: true)
        case .jsonl: for item in list where !console.print(json: item, pretty: false) { break }
        case .none: break
        }
        return .ok
    }

    /// Prints one object.
    @discardableResult
    func show(object: JSONValue, _ settings: Settings) -> ExitCode {
        switch settings.output.value {
        case .text: console.print(ValueText(paper: paper(settings)).object(object))
        case .json: console.print(json: object, pretty: true)
        case .jsonl: console.print(json: object, pretty: false)
        case .none: break
        }
        return .ok
    }
}

extension JSONValue {
    /// An object of members, those without a value left out.
    static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { key, value in value.map { JSONMember(key: key, value: $0) } })
    }
}
