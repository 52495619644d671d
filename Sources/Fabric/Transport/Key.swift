// Keys of CurveZMQ (RFC 26), by which gateways, clients and services know each other over TCP.

private import ZeroMQ

/// A public key: 32 bytes, written as 64 hexadecimal digits.
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads 64 hexadecimal digits, or the 40 characters of Z85 (RFC 32) in which other programs write keys; nil for
    /// anything else.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(text, count: Curve.keyBytes) ?? Curve.bytes(z85: text) else { return nil }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    public var text: String { Hexadecimal.text(bytes) }
    public var description: String { text }

    /// 40 characters of Z85 (RFC 32).
    public var z85: String {
        do { return try Curve.z85(bytes) } catch { preconditionFailure("32 bytes are always Z85: \(error)") }
    }
}

/// A public key with its secret one. It describes itself by the public key alone.
public struct KeyPair: Equatable, Sendable, CustomStringConvertible {
    public let publicKey: PublicKey
    let secretKey: [UInt8]

    /// A new pair.
    public init() throws(TransportError) {
        do throws(ZeroMQError) {
            let pair = try Curve.newPair()
            publicKey = PublicKey(bytes: pair.publicKey)
            secretKey = pair.secretKey
        } catch { throw .zeroMQ(error) }
    }

    /// The pair of a secret key, which is 64 hexadecimal digits; nil if the text is none.
    public init?(secretText: String) {
        guard let secret = Hexadecimal.bytes(secretText, count: Curve.keyBytes) else { return nil }
        do throws(ZeroMQError) {
            publicKey = PublicKey(bytes: try Curve.publicKey(of: secret))
            secretKey = secret
        } catch {
            // libzmq was built without CURVE; whoever makes a new pair hears it.
            return nil
        }
    }

    /// The secret key as text, for its file alone.
    var secretText: String { Hexadecimal.text(secretKey) }
    public var description: String { "key pair of \(publicKey)" }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// So many bytes, if the text is exactly their digits.
    static func bytes(_ text: String, count: Int) -> [UInt8]? {
        let digits = text.utf8.map(digit)
        guard digits.count == 2 * count else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
