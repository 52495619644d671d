// Depth, length and time: nothing a text can do is without end.

import Testing

@testable import WireJSON

struct BoundsTests {
    func nest(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("as many containers as allowed may be open, one more is refused where it opens")
    func depth() {
        #expect(refusal(nest(64)) == nil)
        #expect(refusal(nest(65))?.kind == .tooDeep)
        #expect(refusal(nest(65))?.offset == 64)
        #expect(refusal("[{\"a\":[]}]", .init(depthMax: 2))?.offset == 6)
        #expect(refusal("[{\"a\":[]}]", .init(depthMax: 2))?.path == "/0/a")
        #expect(refusal("[{\"a\":[]}]", .init(depthMax: 3)) == nil)
        #expect(refusal("1", .init(depthMax: 0)) == nil)
        #expect(refusal("[]", .init(depthMax: 0))?.kind == .tooDeep)
        #expect(refusal("[[],[],[]]", .init(depthMax: 2)) == nil)
    }

    @Test("depth has a ceiling whatever is asked for")
    func ceiling() {
        #expect(refusal(nest(512), .init(depthMax: .max)) == nil)
        #expect(refusal(nest(513), .init(depthMax: .max))?.offset == 512)
        #expect(refusal(String(repeating: "[", count: 1 << 20))?.kind == .tooDeep)
    }

    @Test("the deepest text goes through Codable both ways")
    func deepRoundTrip() throws {
        let deep = nest(512)
        let value = try read(JSONValue.self, deep, options: .init(depthMax: 512))
        #expect(try text(of: value) == deep)
        let error = #expect(throws: WireJSONError.self) {
            try WireJSON.encode(JSONValue.array([value]))
        }
        #expect(error?.kind == .tooDeep)
    }

    @Test("as many bytes as allowed are read, one more is refused")
    func length() {
        #expect(refusal("[1, 2]", .init(bytesMax: 6)) == nil)
        #expect(refusal("[1, 2]", .init(bytesMax: 5))?.kind == .tooLong)
        #expect(refusal("[1, 2]", .init(bytesMax: 5))?.offset == 5)
        #expect(refusal("\"" + String(repeating: "a", count: 1 << 20) + "\"")?.kind == .tooLong)
    }

    @Test("more than the standard mebibyte is read when allowed")
    func large() throws {
        let length = 1 << 21
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        bytes.replaceSubrange(0..<2, with: Array("[\"".utf8))
        bytes.replaceSubrange((length - 5)..., with: Array("\",12]".utf8))
        let node = try WireJSON.parse(bytes, options: .init(bytesMax: length))
        #expect(node.elements[0].raw.count == length - 5)
        #expect(node.elements[1].offset == length - 3)
    }

    @Test("an object of very many names is settled, read in order and by name")
    func wideObject() throws {
        let names = (0..<20_000).map { "n\($0)" }
        let body = names.map { "\"\($0)\":\($0.dropFirst())" }.joined(separator: ",")
        let object = try read([String: Int].self, "{\(body)}")
        #expect(object.count == 20_000)
        #expect(object["n19999"] == 19_999)
        let twice = "{\(body),\"n0\":-1}"
        #expect(try read([String: Int].self, twice)["n0"] == -1)
        let strict = refusal(twice, .init(duplicateMembers: .refused))
        #expect(strict?.kind == .duplicateMember)
        #expect(strict?.offset == twice.utf8.count - 8)
        #expect(strict?.path == "/n0")
    }
}
