// The page over HTTP, to those who ask well and to those who do not.

import CoreMetrics
import Surroundings
import TestGround
import Testing

@testable import Exposition

@Suite("The server of the page")
struct ExpositionServerTests {
    private static let request = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Bounds for a machine that is busy with other tests.
    private static var patient: ExpositionServer.Bounds {
        var bounds = ExpositionServer.Bounds()
        (bounds.headMilliseconds, bounds.pageMilliseconds, bounds.answerMilliseconds) = (50_000, 50_000, 50_000)
        return bounds
    }

    private func serve(
        _ exposition: Exposition = Exposition([]), bounds: ExpositionServer.Bounds = patient,
        _ use: (UInt16) async throws -> Void
    ) async throws {
        Counter(label: "calls", factory: exposition).increment()
        let server = try ExpositionServer(
            exposition, at: PageAddress("127.0.0.1:0"), bounds: bounds, surroundings: .live)
        server.start()
        defer { server.stop() }
        #expect(server.address.port != 0)
        try await use(server.address.port)
    }

    private func status(_ request: String, _ port: UInt16) async -> Int? {
        await Exchange.ask(request, port: port).flatMap { Int($0.dropFirst(9).prefix(3)) }
    }

    @Test("gives the page, its head alone, and refuses all else")
    func serves() async throws {
        try await serve { port in
            let page = "# HELP calls_total calls.\n# TYPE calls_total counter\ncalls_total 1\n"
            #expect(await Exchange.metrics(port: port) == page)
            let head = try #require(await Exchange.ask("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n", port: port))
            #expect(head.hasSuffix("\r\n\r\n") && head.contains("\r\nContent-Length: \(page.utf8.count)\r\n"))
            #expect(await status("GET / HTTP/1.1\r\nHost: a\r\n\r\n", port) == 404)
            #expect(await status("PUT /metrics HTTP/1.1\r\nHost: a\r\n\r\n", port) == 405)
            #expect(await status("nonsense\r\n\r\n", port) == 400)
        }
    }

    @Test("answers a giant head with 431, though more of it still comes, and goes on")
    func giantHead() async throws {
        try await serve { port in
            let giant = "GET /metrics HTTP/1.1\r\nA: " + String(repeating: "a", count: 60_000)
            #expect(await status(giant, port) == 431)
            #expect(await Exchange.metrics(port: port) != nil)
        }
    }

    @Test("tells who is too slow to ask so, and ends the connection")
    func slowHead() async throws {
        var bounds = Self.patient
        bounds.headMilliseconds = 50
        try await serve(bounds: bounds) { port in
            let slow = try #require(Exchange(port: port))
            slow.send("GET /met")
            #expect(await slow.rest()?.hasPrefix("HTTP/1.1 408 ") == true)
        }
    }

    @Test("keeps answering however many connect and stay silent, ending the oldest of them")
    func silentOnes() async throws {
        try await serve { port in
            let silent = (0..<64).compactMap { _ in Exchange(port: port) }
            #expect(silent.count == 64)
            #expect(await Exchange.metrics(port: port) != nil)
            #expect(await silent[0].rest() == "")
            withExtendedLifetime(silent) {}
        }
    }

    @Test("answers who closes its side after asking, and forgets who closes it before")
    func halfClosed() async throws {
        try await serve { port in
            let half = try #require(Exchange(port: port))
            half.send(Self.request)
            half.endSending()
            #expect(await half.rest()?.hasPrefix("HTTP/1.1 200 ") == true)
            let gone = try #require(Exchange(port: port))
            gone.send("GET /met")
            gone.endSending()
            #expect(await gone.rest() == "")
        }
    }

    @Test("hands a large page to a slow reader whole")
    func largePage() async throws {
        let exposition = Exposition([])
        for number in 0..<20_000 {
            Counter(label: "many", dimensions: [("number", "\(number)")], factory: exposition).increment()
        }
        try await serve(exposition) { port in
            let reader = try #require(Exchange(port: port))
            reader.narrow()
            reader.send(Self.request)
            let page = try #require(await reader.rest())
            #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(page.split(separator: "\n").count { $0.hasPrefix("many_total{") } == 20_000)
        }
    }

    @Test("says that the page is not ready when a collector hangs, and is there for the next")
    func hangingCollector() async throws {
        let exposition = Exposition([])
        let stream = AsyncStream<Void>.makeStream()
        exposition.collect {
            for await _ in stream.stream { break }
            return []
        }
        var bounds = Self.patient
        bounds.pageMilliseconds = 50
        try await serve(exposition, bounds: bounds) { port in
            #expect(await status(Self.request, port) == 503)
            stream.continuation.finish()
            try await eventually("the page") { await status(Self.request, port) == 200 }
        }
    }

    @Test("leaves no descriptor behind, and gives its address up")
    func leavesNothing() async throws {
        var port: UInt16 = 0
        try await serve { used in
            port = used
            for _ in 0..<50 { #expect(await Exchange.metrics(port: used) != nil) }
        }
        try await eventually("the address to be free") {
            let again = try? ExpositionServer(
                Exposition([]), at: PageAddress(host: "127.0.0.1", port: port), surroundings: .live)
            guard let again else { return false }
            again.start()
            again.stop()
            return true
        }
    }

    @Test("is refused, by a sentence with the address, where another listens")
    func addressInUse() async throws {
        try await serve { port in
            let address = PageAddress(host: "127.0.0.1", port: port)
            do throws(ExpositionError) {
                _ = try ExpositionServer(Exposition([]), at: address, surroundings: .live)
                Issue.record("two listen at \(address)")
            } catch {
                #expect("\(error)" == "metrics cannot be served at 127.0.0.1:\(port): address already in use")
            }
        }
    }

    @Test("listens at IPv6 addresses, too")
    func sixthVersion() async throws {
        let server = try ExpositionServer(Exposition([]), at: PageAddress("[::1]:0"), surroundings: .live)
        server.start()
        defer { server.stop() }
        #expect(server.address.url.hasPrefix("http://[::1]:"))
        #expect(await Exchange.metrics(port: server.address.port, host: "::1") == "")
    }

    @Test(
        "is not made of an address that is none",
        arguments: [
            "", "9464", ":9464", "localhost:9464", "127.0.0.1:x", "127.0.0.1:", "127.0.0.1:+1", "127.0.0.1:65536",
            "::1:9464", "[::1]", "[127.0.0.1]:1", "1.2.3:4", "http://127.0.0.1:9464",
        ])
    func addresses(text: String) {
        #expect(throws: ExpositionError.malformed(address: text)) { try PageAddress(text) }
    }

    @Test("has an address for each of several pages")
    func following() throws {
        #expect(try PageAddress("[::]:9464").following(by: 3).description == "[::]:9467")
        #expect(try PageAddress("0.0.0.0:0").following(by: 3).description == "0.0.0.0:0")
        #expect(throws: ExpositionError.self) { try PageAddress("0.0.0.0:65535").following(by: 1) }
    }
}
