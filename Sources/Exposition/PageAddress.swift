// Where a page is served: HOST:PORT with an address of the machine, no name that somebody else resolves.

private import Glibc

/// An address to listen at.
public struct PageAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 address, or an IPv6 address without brackets.
    public let host: String
    /// 0 takes a free one.
    public let port: UInt16

    /// Reads `127.0.0.1:9464` or `[::1]:9464`.
    public init(_ text: String) throws(ExpositionError) {
        guard let colon = text.lastIndex(of: ":"), case let digits = text[text.index(after: colon)...],
            digits.utf8.allSatisfy({ isdigit(Int32($0)) != 0 }), let port = UInt16(digits)
        else { throw .malformed(address: text) }
        let name = text[..<colon]
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        let host = String(isBracketed ? name.dropFirst().dropLast() : name)
        guard Self.isAddress(host, isBracketed ? AF_INET6 : AF_INET) else { throw .malformed(address: text) }
        self.init(host: host, port: port)
    }

    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// The same host so many ports on; port 0 stays as it is. Throws where there is no such port.
    public func following(by step: Int) throws(ExpositionError) -> PageAddress {
        guard port > 0 else { return self }
        guard let next = UInt16(exactly: Int(port) + step) else { throw .noPort(after: self) }
        return PageAddress(host: host, port: next)
    }

    public var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    /// Where a browser finds the page.
    public var url: String { "http://\(self)\(PageRequest.path)" }

    private static func isAddress(_ host: String, _ family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, host, &address) == 1
    }
}

/// Why a page is not served.
public enum ExpositionError: Error, Hashable, CustomStringConvertible {
    case malformed(address: String)
    /// The ports end.
    case noPort(after: PageAddress)
    /// The machine says why.
    case cannotListen(PageAddress, reason: String)

    public var description: String {
        switch self {
        case .malformed(let address):
            """
            "\(address)" is no address for metrics: write HOST:PORT with an IPv4 address, or an IPv6 address in \
            brackets, such as 127.0.0.1:9464 or [::1]:9464
            """
        case .noPort(let address): "the ports after \(address) do not suffice for the metrics of all services"
        case .cannotListen(let address, let reason): "metrics cannot be served at \(address): \(reason)"
        }
    }
}
