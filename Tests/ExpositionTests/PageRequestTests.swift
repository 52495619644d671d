// Heads of requests, RFC 9110 and RFC 9112.

import Testing

@testable import Exposition

@Suite("A request for the page")
struct PageRequestTests {
    private static let host = "Host: a\r\n"

    @Test(
        "is read from its head",
        arguments: [
            ("GET /metrics HTTP/1.1\r\n\(host)\r\n", PageRequest.page(headOnly: false)),
            ("HEAD /metrics HTTP/1.1\r\n\(host)\r\n", .page(headOnly: true)),
            // RFC 9112, section 2.2: an empty line before, and LF alone.
            ("\r\nGET /metrics HTTP/1.1\n\("Host: a\n")\n", .page(headOnly: false)),
            ("GET /metrics?name[]=up HTTP/1.1\r\n\(host)\r\n", .page(headOnly: false)),
            // Section 3.2.2: a server takes the absolute form.
            ("GET http://a:9464/metrics HTTP/1.1\r\n\(host)\r\n", .page(headOnly: false)),
            ("GET /metrics HTTP/1.0\r\n\r\n", .page(headOnly: false)),
            ("GET /metrics HTTP/1.1\r\nhost:a\r\nAccept: */*\r\nX-Y:\r\n\r\n", .page(headOnly: false)),
            ("GET / HTTP/1.1\r\n\(host)\r\n", .refused(.notFound)),
            ("GET /metrics/ HTTP/1.1\r\n\(host)\r\n", .refused(.notFound)),
            ("GET http://a HTTP/1.1\r\n\(host)\r\n", .refused(.notFound)),
            ("GET /x?/metrics HTTP/1.1\r\n\(host)\r\n", .refused(.notFound)),
            ("POST /metrics HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc", .refused(.methodNotAllowed)),
            ("get /metrics HTTP/1.1\r\n\(host)\r\n", .refused(.methodNotAllowed)),
            // Section 3.2: one Host, and only one.
            ("GET /metrics HTTP/1.1\r\n\r\n", .refused(.badRequest)),
            ("GET /metrics HTTP/1.1\r\n\(host)\(host)\r\n", .refused(.badRequest)),
            // Section 5.1: no space before the colon; 5.2: no folding.
            ("GET /metrics HTTP/1.1\r\n\(host)A : b\r\n\r\n", .refused(.badRequest)),
            ("GET /metrics HTTP/1.1\r\n\(host)A: b\r\n c\r\n\r\n", .refused(.badRequest)),
            ("GET  /metrics HTTP/1.1\r\n\(host)\r\n", .refused(.badRequest)),
            ("GET /metrics\r\n\(host)\r\n", .refused(.badRequest)),
            ("\u{16}\u{3}\u{1}\n\n", .refused(.badRequest)),
            ("GET /metrics HTTP/2.0\r\n\(host)\r\n", .refused(.versionNotSupported)),
        ])
    func heads(text: String, request: PageRequest) {
        let bytes = Array(text.utf8)
        #expect(PageRequest(bytes, bytesMax: 8192) == request)
    }

    @Test("is not there until its empty line has come, and too large past the bound, with the line or without")
    func parts() {
        let bytes = Array("GET /metrics HTTP/1.1\r\n\(Self.host)\r\n".utf8)
        for count in bytes.indices.dropLast() {
            #expect(PageRequest(Array(bytes[..<count]), bytesMax: 8192) == nil, "\(count)")
        }
        let endless = Array("GET /metrics HTTP/1.1\r\nA: ".utf8) + Array(repeating: UInt8(ascii: "a"), count: 8192)
        #expect(PageRequest(endless, bytesMax: 8192) == .refused(.headTooLarge))
        #expect(PageRequest(endless + Array("\r\n\r\n".utf8), bytesMax: 8192) == .refused(.headTooLarge))
        #expect(PageRequest(endless, bytesMax: 9000) == nil)
    }

    @Test("is answered with length, date and the connection's end")
    func answers() {
        let date = PageAnswer.date(784_111_777_000)
        // The example of RFC 9110, section 5.6.7.
        #expect(date == "Sun, 06 Nov 1994 08:49:37 GMT")
        let head = """
            HTTP/1.1 200 OK\r
            Content-Type: text/plain; version=0.0.4; charset=utf-8\r
            Content-Length: 4\r
            Date: Sun, 06 Nov 1994 08:49:37 GMT\r
            Connection: close\r
            \r

            """
        #expect(
            String(decoding: PageAnswer.page("a 1\n", headOnly: false, date: date), as: UTF8.self) == head + "a 1\n")
        #expect(String(decoding: PageAnswer.page("a 1\n", headOnly: true, date: date), as: UTF8.self) == head)
        let refusal = String(decoding: PageAnswer.refusal(.methodNotAllowed, date: date), as: UTF8.self)
        #expect(refusal.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
        #expect(refusal.contains("\r\nAllow: GET, HEAD\r\n"))
    }
}
