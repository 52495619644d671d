// Keys, their files, and libzmq's questions about them.

import Glibc
import TestGround
import Testing
import ZeroMQ

@testable import Fabric

@Suite struct KeyTests {
    private let folder = TemporaryFolder()
    /// The first key of the examples in RFC 32's implementations, in both spellings.
    private let hexadecimal = "8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7"
    private let z85 = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"

    @Test("A key reads the same from digits and from Z85, and writes both")
    func spellings() throws {
        let key = try #require(PublicKey(z85))
        #expect(key.text == hexadecimal)
        #expect(PublicKey(hexadecimal) == key)
        #expect(PublicKey(hexadecimal.uppercased()) == key)
        #expect(key.z85 == z85)
    }

    @Test(
        "What is no key is none",
        arguments: ["", "8e0b", String(repeating: "g", count: 64), String(repeating: "a", count: 65), "short z85"])
    func noKeys(text: String) { #expect(PublicKey(text) == nil) }

    @Test("A pair is read from its file as it was written, and never told by its description")
    func file() throws {
        let path = folder.file("one.key")
        let pair = try KeyPair()
        try KeyFile.write(pair, of: "one", to: path)
        #expect(try KeyFile.read(path) == pair)
        #expect(!"\(pair)".contains(pair.secretText))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(throws: TransportError.self) { try KeyFile.write(pair, of: "one", to: path) }
    }

    @Test("A file that is open to others, missing, or no key file is refused with the reason")
    func badFiles() throws {
        func refusal(_ path: String) -> String {
            do throws(TransportError) {
                _ = try KeyFile.read(path)
                return "taken"
            } catch { return error.description }
        }
        let path = folder.file("one.key")
        #expect(refusal(path).contains("No such file"))
        try KeyFile.write(KeyPair(), of: "one", to: path)
        for mode: mode_t in [0o604, 0o602, 0o660, 0o644] {
            chmod(path, mode)
            #expect(refusal(path).contains("chmod 600"))
        }
        let other = try KeyPair()
        for text in ["", "secret: 12\n", "public: \(other.publicKey)\nsecret: \(try KeyPair().secretText)\n"] {
            let malformed = folder.file("malformed.key")
            unlink(malformed)
            let descriptor = open(malformed, O_WRONLY | O_CREAT, 0o600)
            _ = write(descriptor, text, text.utf8.count)
            close(descriptor)
            #expect(refusal(malformed).contains(text.hasPrefix("public") ? "does not belong" : "no line `secret: `"))
        }
    }

    @Test("A file that a group may read is taken from root, who hands out secrets so, and from nobody else")
    func groupReadable() throws {
        let path = folder.file("one.key")
        let pair = try KeyPair()
        try KeyFile.write(pair, of: "one", to: path)
        chmod(path, 0o440)
        if geteuid() == 0 {
            #expect(try KeyFile.read(path) == pair)
            #expect(chown(path, 10001, 10001) == 0)
        }
        #expect(throws: TransportError.self) { try KeyFile.read(path) }
    }

    @Test(
        "Endpoints read as they are written",
        arguments: [
            "tcp://127.0.0.1:5570", "tcp://[::1]:5570", "tcp://gateway.example:*", "tcp://*:5571",
            "tcp://h:1/8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7",
        ])
    func endpoints(text: String) throws { #expect(try Endpoint(text).description == text) }

    @Test(
        "What is no endpoint is refused with the form",
        arguments: [
            "tcp://", "tcp://h", "tcp://h:", "tcp://h:0", "tcp://h:65536", "tcp://h:1/key", "tcp://:1", "udp://h:1",
            "tcp://a b:1", "tcp://::1:5",
        ])
    func malformed(text: String) {
        #expect(throws: TransportError.endpointMalformed(text)) { try Endpoint(text) }
    }

    @Test("A path is a socket's") func path() throws {
        #expect(try Endpoint("/run/a.ipc") == .ipc("/run/a.ipc"))
    }
}

@Suite struct GatekeeperTests {
    private func question(mechanism: String = "CURVE", key: [UInt8] = Array(0..<32), domain: String = "clients")
        -> Frames
    {
        [[], bytes("1.0"), [7], bytes(domain), bytes("127.0.0.1"), [], bytes(mechanism), key]
    }

    private func answer(_ frames: Frames, discarded: Int = 0) -> Frames? {
        var state = GatekeeperState { key, domain in key.bytes == Array(0..<32) && domain == "clients" }
        let inbound = Inbound(port: 0, peer: [1], frames: frames, framesDiscarded: discarded)
        guard case .send(let message) = state.handle(.message(inbound), now: 0).first else { return nil }
        return message.peer == [1] ? message.frames : nil
    }

    @Test("An admitted key is answered 200, with the key as the user")
    func admitted() {
        let user = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        #expect(answer(question()) == [[], bytes("1.0"), [7], bytes("200"), bytes("OK"), bytes(user), []])
    }

    @Test("Another key, another side, another mechanism or a key of another size is answered 400, without a user")
    func refused() {
        for frames in [
            question(key: Array(1..<33)), question(domain: "workers"), question(mechanism: "NULL"),
            question(mechanism: "PLAIN"), question(key: Array(0..<31)), Array(question().dropLast()),
        ] {
            #expect(answer(frames)?[3] == bytes("400"))
            #expect(answer(frames)?[5] == [])
        }
    }

    @Test("What is no question is not answered")
    func noQuestion() {
        #expect(answer([]) == nil)
        #expect(answer(Array(question().dropFirst())) == nil)
        #expect(answer(question(), discarded: 1) == nil)
        var other = question()
        other[1] = bytes("2.0")
        #expect(answer(other) == nil)
    }
}
