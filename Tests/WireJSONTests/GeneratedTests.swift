// Values made by chance: ours and Foundation's coders read what the other wrote, and what damaged
// texts become.  A failure names its seed.

import Foundation
import Surroundings
import Testing

@testable import WireJSON

/// One of everything a message may hold.
struct Specimen: Codable, Equatable {
    enum Colour: String, Codable, CaseIterable { case red, green, blue }
    enum Shape: Codable, Equatable { case circle(radius: Double), square(Int, name: String?), none }

    var text: String
    var flag: Bool
    var small: Int8
    var unsigned: UInt64
    var signed: Int64
    var double: Double
    var float: Float
    var colour: Colour
    var shape: Shape
    var maybe: String?
    var list: [Int]
    var holes: [Double?]
    var named: [String: Int32]
    var numbered: [Int: String]
    var children: [Specimen]

    init(_ random: inout SeededRandom, depth: Int = 0) {
        text = Self.text(&random)
        flag = random.chance(50)
        small = Int8.random(in: .min ... .max, using: &random)
        unsigned = random.next() >> UInt64(random.below(64))
        signed = Int64(bitPattern: random.next()) >> Int64(random.below(64))
        double = Self.double(&random)
        float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0xBF7F_FFFF)
        colour = Colour.allCases[random.below(3)]
        let circle = Shape.circle(radius: Self.double(&random))
        shape = [circle, .square(1, name: nil), .none][random.below(3)]
        maybe = random.chance(50) ? Self.text(&random) : nil
        list = (0..<random.below(6)).map { $0 * 1_000_003 - 2 }
        holes = [nil, 0, Self.double(&random), nil].shuffled(using: &random)
        named = [:]
        for _ in 0..<random.below(20) { named[Self.text(&random)] = Int32(random.below(1 << 30)) }
        numbered = [random.below(100): Self.text(&random)]
        children = []
        guard depth < 3 else { return }
        for _ in 0..<random.below(3) { children.append(Specimen(&random, depth: depth + 1)) }
    }

    static func double(_ random: inout SeededRandom) -> Double {
        while true {
            let value = Double(bitPattern: random.next())
            guard value.isFinite, !value.isSubnormal else { continue }
            return random.chance(50) ? value : value.rounded()
        }
    }

    /// Composed forms only: names that are canonically equal are one name to a Swift dictionary.
    static func text(_ random: inout SeededRandom) -> String {
        let alphabet = Array(
            "abcXYZ019 /\\\"'<>&\0\u{1}\u{8}\t\n\u{C}\r\u{1F}\u{7F}"
                + "éđậ漢字😀\u{2028}\u{FFFF}")
        return String((0..<random.below(12)).map { _ in alphabet[random.below(alphabet.count)] })
    }
}

struct GeneratedTests {
    @Test("what we write Foundation reads, and the other way round", arguments: 1...60)
    func bothWays(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let value = Specimen(&random)
        let ours = try WireJSON.encode(value)
        let theirs = Array(try JSONEncoder().encode(value))
        let generous = WireJSON.Options(bytesMax: 1 << 24)
        #expect(try JSONDecoder().decode(Specimen.self, from: Data(ours)) == value, "seed \(seed)")
        let read = try WireJSON.decode(
            Specimen.self, from: theirs, options: generous, unknownMembers: .refused)
        #expect(read == value, "seed \(seed)")
        #expect(
            try WireJSON.decode(Specimen.self, from: ours, unknownMembers: .refused) == value,
            "seed \(seed)")
        #expect(try WireJSON.encode(read) == ours, "not deterministic, seed \(seed)")
        let pretty = try WireJSON.encodePretty(value)
        #expect(try WireJSON.decode(Specimen.self, from: pretty) == value, "seed \(seed)")
        let dynamic = try WireJSON.decode(JSONValue.self, from: ours)
        #expect(try WireJSON.encode(dynamic) == ours, "seed \(seed)")
    }

    /// Foundation reads things that RFC 8259 does not have (and its bounds differ), so the only
    /// true direction is: what we read, Foundation reads, and finds the same in it.
    @Test("a damaged text is refused, or read as Foundation reads it", arguments: 1...40)
    func damaged(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let sound = try WireJSON.encode(Specimen(&random, depth: 2))
        var read = 0
        for round in 0..<60 {
            let bytes = Self.damage(sound, &random)
            let node: JSONNode
            do throws(WireJSONError) {
                node = try WireJSON.parse(bytes)
            } catch {
                #expect(error.offset <= bytes.count, "seed \(seed) round \(round)")
                continue
            }
            read += 1
            #expect(node.raw.count <= bytes.count)
            let value = try node.decode(JSONValue.self)
            _ = try? node.decode(Specimen.self, unknownMembers: .refused)
            #expect(
                try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value)) == value,
                "seed \(seed) round \(round)")
            // Foundation refuses numbers past a double's range when it parses, we when asked.
            guard !Self.hasHugeNumber(value) else { continue }
            #expect(throws: Never.self, "seed \(seed) round \(round)") {
                try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            }
        }
        #expect(read > 0, "seed \(seed) made nothing that can be read")
    }

    /// The bytes that most often make another text of a text.
    static let telling = Array("0123456789{}[],:\"\\ e.-u".utf8)

    static func damage(_ sound: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = sound
        for _ in 0...random.below(3) {
            let at = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[at] ^= 1 << UInt8(random.below(8))
            case 1: bytes[at] = UInt8(random.below(256))
            case 2: bytes.remove(at: at)
            case 3: bytes.insert(telling[random.below(telling.count)], at: at)
            default: if random.chance(10) { bytes.removeSubrange(at...) }
            }
            if bytes.isEmpty { return bytes }
        }
        return bytes
    }

    static func hasHugeNumber(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let digits): Double(digits)?.isFinite != true
        case .array(let elements): elements.contains(where: hasHugeNumber)
        case .object(let members): members.contains { hasHugeNumber($0.value) }
        default: false
        }
    }

    @Test("bytes of chance alone are never more than refused", arguments: 1...20)
    func noise(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("{}[]\",:\\u0123dDeE+-.truefalsn \u{80}".utf8)
        for _ in 0..<2_000 {
            let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
            if let error = refusal(bytes) {
                #expect(error.offset <= bytes.count, "seed \(seed): \(bytes)")
            }
        }
    }
}
