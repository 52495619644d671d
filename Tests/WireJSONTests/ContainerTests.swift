// Codable's corners: nested containers in any order, super, inheritance, optionals.

import Foundation
import Testing

@testable import WireJSON

struct ContainerTests {
    enum Keys: String, CodingKey { case a, b, c, d, e }

    class Animal: Codable {
        var name: String
        init(name: String) { self.name = name }
        private enum CodingKeys: CodingKey { case name }
        required init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: CodingKeys.self)
            name = try keyed.decode(String.self, forKey: .name)
        }
        func encode(to encoder: any Encoder) throws {
            var keyed = encoder.container(keyedBy: CodingKeys.self)
            try keyed.encode(name, forKey: .name)
        }
    }

    /// Shares its ancestor's object.
    final class Dog: Animal {
        var tricks: [String]
        init(name: String, tricks: [String]) {
            self.tricks = tricks
            super.init(name: name)
        }
        private enum CodingKeys: CodingKey { case tricks }
        required init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: CodingKeys.self)
            tricks = try keyed.decode([String].self, forKey: .tricks)
            try super.init(from: decoder)
        }
        override func encode(to encoder: any Encoder) throws {
            try super.encode(to: encoder)
            var keyed = encoder.container(keyedBy: CodingKeys.self)
            try keyed.encode(tricks, forKey: .tricks)
        }
    }

    /// Puts its ancestor under "super", before and after its own members.
    final class Cat: Animal {
        var lives: Int
        init(name: String, lives: Int) {
            self.lives = lives
            super.init(name: name)
        }
        private enum CodingKeys: CodingKey { case lives }
        required init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: CodingKeys.self)
            lives = try keyed.decode(Int.self, forKey: .lives)
            try super.init(from: keyed.superDecoder())
        }
        override func encode(to encoder: any Encoder) throws {
            var keyed = encoder.container(keyedBy: CodingKeys.self)
            let ancestor = keyed.superEncoder()
            try keyed.encode(lives, forKey: .lives)
            try super.encode(to: ancestor)
        }
    }

    @Test("a subclass shares its ancestor's object, or keeps it under super")
    func inheritance() throws {
        let dog = #"{"name":"Rex","tricks":["sit"]}"#
        #expect(try text(of: Dog(name: "Rex", tricks: ["sit"])) == dog)
        let readDog = try read(Dog.self, dog, unknownMembers: .refused)
        #expect(readDog.name == "Rex" && readDog.tricks == ["sit"])
        let cat = #"{"super":{"name":"Tom"},"lives":9}"#
        #expect(try text(of: Cat(name: "Tom", lives: 9)) == cat)
        let readCat = try read(Cat.self, cat, unknownMembers: .refused)
        #expect(readCat.name == "Tom" && readCat.lives == 9)
        let foundation = try JSONDecoder().decode(Cat.self, from: Data(cat.utf8))
        #expect(foundation.name == "Tom")
        let missing = decodeError(Cat.self, #"{"lives":9}"#)
        #expect(missing?.kind == .missingMember && missing?.path == "/super")
    }

    /// Everything a nested container can do, written out of order.
    struct Tangle: Encodable {
        func encode(to encoder: any Encoder) throws {
            var keyed = encoder.container(keyedBy: Keys.self)
            var inner = keyed.nestedContainer(keyedBy: Keys.self, forKey: .a)
            var list = keyed.nestedUnkeyedContainer(forKey: .b)
            try keyed.encode("first", forKey: .c)
            try inner.encode(1, forKey: .a)
            try list.encode(2)
            var deeper = list.nestedContainer(keyedBy: Keys.self)
            var deepest = list.nestedUnkeyedContainer()
            try list.encodeNil()
            try inner.encode(["x": 3], forKey: .b)
            try deeper.encode(true, forKey: .a)
            try deepest.encode(0.5)
            try deepest.encode([Int]())
            let other = keyed.superEncoder(forKey: .d)
            var single = other.singleValueContainer()
            try single.encode(["y"])
            var last = list.superEncoder().unkeyedContainer()
            try last.encode(4)
            try keyed.encodeNil(forKey: .e)
            var again = encoder.container(keyedBy: Keys.self)
            try again.encode("last", forKey: .c)
        }
    }

    @Test("nested containers may be written in any order, as with Foundation")
    func tangle() throws {
        let expected =
            #"{"a":{"a":1,"b":{"x":3}},"b":[2,{"a":true},[0.5,[]],null,[4]],"#
            + #""d":["y"],"e":null,"c":"last"}"#
        #expect(try text(of: Tangle()) == expected)
        let foundation = try JSONEncoder().encode(Tangle())
        #expect(try canonical(Array(foundation)) == canonical(Array(expected.utf8)))
    }

    struct Untangle: Decodable {
        var found: [String] = []
        init(from decoder: any Decoder) throws {
            let keyed = try decoder.container(keyedBy: Keys.self)
            let inner = try keyed.nestedContainer(keyedBy: Keys.self, forKey: .a)
            var list = try keyed.nestedUnkeyedContainer(forKey: .b)
            found.append("\(try inner.decode(Int.self, forKey: .a))")
            found.append("\(try list.decode(Int.self)) \(list.currentIndex) \(list.count ?? -1)")
            let deeper = try list.nestedContainer(keyedBy: Keys.self)
            found.append("\(try deeper.decode(Bool.self, forKey: .a))")
            var deepest = try list.nestedUnkeyedContainer()
            found.append("\(try deepest.decode(Double.self)) \(deepest.isAtEnd)")
            found.append("\(try list.decodeNil()) \(try list.decodeNil())")
            found.append("\(try list.superDecoder().singleValueContainer().decode([Int].self))")
            found.append("\(list.isAtEnd) \(list.currentIndex)")
            found.append("\(try [String](from: keyed.superDecoder(forKey: .d)))")
            found.append("\(try keyed.decodeNil(forKey: .e)) \(keyed.contains(.e))")
            found.append(keyed.allKeys.map(\.rawValue).joined())
        }
    }

    @Test("nested containers are read as Foundation reads them")
    func untangle() throws {
        let text = #"{"e":null,"d":["y"],"b":[2,{"a":true},[0.5,[]],null,[4]],"a":{"a":1}}"#
        let found = try read(Untangle.self, text).found
        #expect(
            found == [
                "1", "2 1 5", "true", "0.5 false", "true false", "[4]", "true 5", "[\"y\"]",
                "true true", "edba",
            ])
        let foundation = try JSONDecoder().decode(Untangle.self, from: Data(text.utf8)).found
        #expect(found.dropLast() == foundation.dropLast())
    }

    struct Optionals: Codable, Equatable {
        var a: Int?
        var b: [Int?]
        var c: [String: Int?]?
    }

    @Test("null and absent are what Foundation makes of them")
    func optionals() throws {
        let rows = [
            #"{"b":[]}"#, #"{"a":null,"b":[null,1,null]}"#, #"{"a":1,"b":[],"c":null}"#,
            #"{"b":[1],"c":{"x":null,"y":2}}"#,
        ]
        for row in rows {
            let ours = try read(Optionals.self, row)
            #expect(try JSONDecoder().decode(Optionals.self, from: Data(row.utf8)) == ours)
            let encoded = try JSONEncoder().encode(ours)
            #expect(try canonical(Array(encoded)) == canonical(WireJSON.encode(ours)))
        }
        #expect(try read(Int?.self, "null") == nil)
        #expect(try read(Int?.self, "1") == 1)
        #expect(decodeError(Int.self, "null")?.kind == .typeMismatch)
    }

    struct Choosy: Decodable {
        var values: [String] = []
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            while !list.isAtEnd {
                if let number = try? list.decode(Int.self) {
                    values.append("\(number)")
                } else {
                    values.append(try list.decode(String.self))
                }
            }
        }
    }

    @Test("an element that could not be taken is still there to be taken otherwise")
    func retake() throws {
        #expect(try read(Choosy.self, #"[1,"a",2,"b"]"#).values == ["1", "a", "2", "b"])
    }

    @Test("a codec's own sums and nested generics go both ways")
    func tree() throws {
        indirect enum Tree: Codable, Equatable { case leaf(Int), fork(Tree, Tree) }
        let tree = Tree.fork(.leaf(1), .fork(.leaf(2), .leaf(3)))
        let bytes = try WireJSON.encode(tree)
        #expect(try WireJSON.decode(Tree.self, from: bytes, unknownMembers: .refused) == tree)
        #expect(try JSONDecoder().decode(Tree.self, from: Data(bytes)) == tree)
    }
}

/// A text with members sorted and without layout, to compare texts by what they say.
func canonical(_ bytes: [UInt8]) throws -> String {
    func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(sorted))
        case .object(let members):
            .object(
                members.map { JSONMember(key: $0.key, value: sorted($0.value)) }
                    .sorted { $0.key < $1.key })
        default: value
        }
    }
    return try text(of: sorted(try WireJSON.decode(JSONValue.self, from: bytes)))
}
