// CurveZMQ (RFC 26) as libzmq has it: key pairs, and the sockets that speak it.

private import CZeroMQ

/// Keys of CurveZMQ, 32 bytes each (zmq_curve(7)).
public enum Curve {
    public static let keyBytes = 32
    /// Characters of a key in Z85 (RFC 32).
    private static let textBytes = 40

    /// A new key pair (zmq_curve_keypair(3)).
    public static func newPair() throws(ZeroMQError) -> (publicKey: [UInt8], secretKey: [UInt8]) {
        var publicText = [CChar](repeating: 0, count: textBytes + 1)
        var secretText = publicText
        guard zmq_curve_keypair(&publicText, &secretText) == 0 else { throw ZeroMQError("zmq_curve_keypair") }
        return (try bytes(ofText: publicText), try bytes(ofText: secretText))
    }

    /// The public key that belongs to a secret one (zmq_curve_public(3)).
    public static func publicKey(of secretKey: [UInt8]) throws(ZeroMQError) -> [UInt8] {
        var text = [CChar](repeating: 0, count: textBytes + 1)
        guard zmq_curve_public(&text, try z85Text(secretKey)) == 0 else { throw ZeroMQError("zmq_curve_public") }
        return try bytes(ofText: text)
    }

    /// Bytes as Z85; their number must be divisible by four.
    public static func z85(_ bytes: [UInt8]) throws(ZeroMQError) -> String {
        String(decoding: try z85Text(bytes).dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The bytes of a Z85 text; nil if it is none.
    public static func bytes(z85 text: String) -> [UInt8]? {
        guard text.utf8.count == textBytes else { return nil }
        var bytes = [UInt8](repeating: 0, count: keyBytes)
        return zmq_z85_decode(&bytes, text) == nil ? nil : bytes
    }

    private static func z85Text(_ bytes: [UInt8]) throws(ZeroMQError) -> [CChar] {
        var text = [CChar](repeating: 0, count: bytes.count * 5 / 4 + 1)
        guard zmq_z85_encode(&text, bytes, bytes.count) != nil else { throw ZeroMQError("zmq_z85_encode") }
        return text
    }

    private static func bytes(ofText text: [CChar]) throws(ZeroMQError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: keyBytes)
        guard zmq_z85_decode(&bytes, text) != nil else { throw ZeroMQError("zmq_z85_decode") }
        return bytes
    }
}

extension Socket {
    /// Makes this the server of its connections: peers must know its public key, and the ZAP handler of the context
    /// (RFC 27) decides on theirs, by the domain. Without a handler libzmq lets everybody in, but nobody then has a
    /// `User-Id`.
    public func beCurveServer(secretKey: [UInt8], domain: String) throws(ZeroMQError) {
        try setInteger(ZMQ_CURVE_SERVER, 1)
        try setBytes(ZMQ_CURVE_SECRETKEY, secretKey)
        try setBytes(ZMQ_ZAP_DOMAIN, Array(domain.utf8))
        isAuthenticated = true
    }

    /// Makes this a client that talks to nobody but the server of that key, under a key pair of its own.
    public func beCurveClient(
        of serverKey: [UInt8], publicKey: [UInt8], secretKey: [UInt8]
    ) throws(ZeroMQError) {
        try setBytes(ZMQ_CURVE_SERVERKEY, serverKey)
        try setBytes(ZMQ_CURVE_PUBLICKEY, publicKey)
        try setBytes(ZMQ_CURVE_SECRETKEY, secretKey)
    }

    /// Takes addresses of IPv6 as well as of IPv4.
    public func takeIPv6() throws(ZeroMQError) { try setInteger(ZMQ_IPV6, 1) }
}
