// Keys of CurveZMQ (RFC 26), by which gateways, clients and services know each other over TCP.

private import Surroundings
private import ZeroMQ

/// A public key: 32 bytes, written as 64 hexadecimal digits.
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads 64 hexadecimal digits, or the 40 characters of Z85 (RFC 32) in which other programs write keys; nil for
    /// anything else.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(of: text, count: Curve.keyBytes) ?? Curve.bytes(z85: text) else {
            return nil
        }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    public var text: String { String(decoding: Hexadecimal.digits(of: bytes), as: UTF8.self) }
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
        guard let secret = Hexadecimal.bytes(of: secretText, count: Curve.keyBytes) else { return nil }
        do throws(ZeroMQError) {
            publicKey = PublicKey(bytes: try Curve.publicKey(of: secret))
            secretKey = secret
        } catch {
            // libzmq was built without CURVE; whoever makes a new pair hears it.
            return nil
        }
    }

    /// The secret key as text, for its file alone.
    var secretText: String { String(decoding: Hexadecimal.digits(of: secretKey), as: UTF8.self) }
    public var description: String { "key pair of \(publicKey)" }
}
