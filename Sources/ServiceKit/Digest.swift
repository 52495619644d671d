// SHA-256, for plans and idempotency.

internal import Crypto
import Surroundings

/// SHA-256 (FIPS 180-4).
public enum Digest {
    /// The digest of some bytes, 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// The digest as 64 hexadecimal digits in lower case.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        String(decoding: Hexadecimal.digits(of: bytes), as: UTF8.self)
    }
}
