// What is asked and what is answered: the little of HTTP/1.1 (RFC 9110, RFC 9112) that a page needs. Pure.

private import Glibc

/// The head of a request, read.
enum PageRequest: Equatable {
    /// The page is wanted, or its head only.
    case page(headOnly: Bool)
    /// It is answered with that status.
    case refused(Status)

    enum Status: Int {
        case badRequest = 400
        case notFound = 404
        case methodNotAllowed = 405
        case requestTimeout = 408
        case headTooLarge = 431
        case unavailable = 503
        case versionNotSupported = 505

        /// The reason phrase of RFC 9110, section 15.
        var phrase: String {
            switch self {
            case .badRequest: "Bad Request"
            case .notFound: "Not Found"
            case .methodNotAllowed: "Method Not Allowed"
            case .requestTimeout: "Request Timeout"
            case .headTooLarge: "Request Header Fields Too Large"
            case .unavailable: "Service Unavailable"
            case .versionNotSupported: "HTTP Version Not Supported"
            }
        }
    }

    static let path = "/metrics"

    /// Reads what has come so far; nil while the head's empty line is missing.
    init?(_ bytes: [UInt8], bytesMax: Int) {
        let bytes = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        guard let end = Self.end(of: bytes) else {
            guard bytes.count > bytesMax else { return nil }
            self = .refused(.headTooLarge)
            return
        }
        guard end - bytes.startIndex <= bytesMax else {
            self = .refused(.headTooLarge)
            return
        }
        self = Self.read(String(decoding: bytes[..<end], as: UTF8.self))
    }

    /// Lines end with CR LF; a recipient may take LF alone (RFC 9112, section 2.2).
    private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
        var previous = 0
        for (index, byte) in zip(bytes.indices, bytes) where byte == UInt8(ascii: "\n") {
            let line = bytes[(previous == 0 ? bytes.startIndex : previous)..<index]
            if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) { return index }
            previous = index + 1
        }
        return nil
    }

    private static func read(_ head: String) -> PageRequest {
        let lines = head.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: true)
            .map { String($0.last == "\r" ? $0.dropLast() : $0) }.filter { !$0.isEmpty }
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, !words[0].isEmpty, words[2].hasPrefix("HTTP/") else { return .refused(.badRequest) }
        guard ["HTTP/1.0", "HTTP/1.1"].contains(words[2]) else { return .refused(.versionNotSupported) }
        let fields = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) }
        guard fields.allSatisfy({ $0.count == 2 && isToken($0[0]) }) else { return .refused(.badRequest) }
        let hosts = fields.filter { $0[0].lowercased() == "host" }.count
        guard hosts == 1 || (hosts == 0 && words[2] == "HTTP/1.0") else { return .refused(.badRequest) }
        guard words[0].utf8.allSatisfy(isTokenByte) else { return .refused(.badRequest) }
        return answer(method: words[0], target: words[1])
    }

    private static func answer(method: String, target: String) -> PageRequest {
        guard path(of: target) == path else { return .refused(.notFound) }
        switch method {
        case "GET": return .page(headOnly: false)
        case "HEAD": return .page(headOnly: true)
        default: return .refused(.methodNotAllowed)
        }
    }

    /// The path of a target in origin-form or absolute-form (RFC 9112, section 3.2), without its query.
    private static func path(of target: String) -> String {
        var path = target[...]
        if !path.hasPrefix("/"), let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...]
            path = path[(path.firstIndex(of: "/") ?? path.endIndex)...]
        }
        return String(path.prefix { $0 != "?" })
    }

    private static func isToken(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isTokenByte) }
    /// `tchar` of RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isalnum(Int32(byte)) != 0 && byte < 0x80 || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// The bytes of an answer; the connection ends after each.
enum PageAnswer {
    static func page(_ page: String, headOnly: Bool, date: String) -> [UInt8] {
        let body = Array(page.utf8)
        return head("200 OK", [("Content-Type", Page.mediaType)], length: body.count, date: date)
            + (headOnly ? [] : body)
    }

    static func refusal(_ status: PageRequest.Status, date: String) -> [UInt8] {
        let body = Array("\(status.phrase)\n".utf8)
        var fields = [("Content-Type", "text/plain; charset=utf-8")]
        if status == .methodNotAllowed { fields.append(("Allow", "GET, HEAD")) }
        return head("\(status.rawValue) \(status.phrase)", fields, length: body.count, date: date) + body
    }

    private static func head(
        _ status: String, _ fields: [(String, String)], length: Int, date: String
    ) -> [UInt8] {
        let fields = fields + [("Content-Length", "\(length)"), ("Date", date), ("Connection", "close")]
        return Array("HTTP/1.1 \(status)\r\n\(fields.map { "\($0): \($1)\r\n" }.joined())\r\n".utf8)
    }

    /// IMF-fixdate of RFC 9110, section 5.6.7, of milliseconds since 1970.
    static func date(_ milliseconds: Int64) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
            + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
