// What the tests have in common: texts as strings, refusals as values, chance from a seed.

import Surroundings
import WireJSON

func text<T: Encodable>(of value: T) throws -> String {
    String(decoding: try WireJSON.encode(value), as: UTF8.self)
}

func read<T: Decodable>(
    _ type: T.Type, _ text: String, options: WireJSON.Options = .standard,
    unknownMembers: WireJSON.UnknownMembers = .ignored
) throws(WireJSONError) -> T {
    try WireJSON.decode(
        type, from: Array(text.utf8), options: options, unknownMembers: unknownMembers)
}

/// The error of a decode, nil if there was none.
func decodeError<T: Decodable>(
    _ type: T.Type, _ text: String, unknownMembers: WireJSON.UnknownMembers = .ignored
) -> WireJSONError? {
    do throws(WireJSONError) {
        _ = try read(type, text, unknownMembers: unknownMembers)
        return nil
    } catch {
        return error
    }
}

extension SeededRandom {
    mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
