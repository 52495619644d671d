// The inputs that are kept of each target, and changes of them by chance.

import Foundation

/// A kept input.
struct KeptInput {
    let name: String
    let bytes: [UInt8]

    /// All inputs of a target, by name.
    static func all(of target: FuzzTarget) throws -> [KeptInput] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Corpus/\(target.rawValue)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            KeptInput(name: name, bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }
}

/// Changes inputs; the seed says everything.
struct Mutator {
    /// SplitMix64.
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// An input with one to four changes: a byte turned, lost or doubled, a piece lost, moved or taken from another.
    mutating func changed(_ input: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = input
        for _ in 0...next(4) { change(&bytes, other) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let place = next(bytes.count + 1)
        switch next(6) {
        case 0: bytes.insert(UInt8(next(256)), at: place)
        case 1: bytes.insert(contentsOf: piece(of: other), at: place)
        case 2: bytes.insert(contentsOf: piece(of: bytes), at: place)
        case _ where place == bytes.count: break
        case 3: bytes[place] ^= UInt8(1 << next(8))
        case 4: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(64)))
        }
    }

    private mutating func piece(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        let start = next(bytes.count + 1)
        return bytes[start...].prefix(1 + next(64))
    }
}
