// SHA-256, for plans and idempotency.

internal import Crypto

/// SHA-256 (FIPS 180-4).
public enum Digest {
    /// The digest of some bytes, 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// The digest as 64 hexadecimal digits in lower case.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
