// Numbers and texts as few bytes: a version first, then varints (seven bits a byte, the lowest first, the highest bit
// says that more follow), signed ones by zigzag, and a checksum last.

internal import MessageSchema

struct ByteWriter {
    private var bytes: [UInt8]

    /// Begins with the version of the form.
    init(version: UInt8) { bytes = [version] }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// A number that is not below zero.
    mutating func natural(_ value: some BinaryInteger) {
        var rest = UInt64(value)
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A number that may lie below zero: 0, -1, 1, -2 become 0, 1, 2, 3.
    mutating func signed(_ value: some BinaryInteger) {
        let number = Int64(value)
        natural(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    /// UTF-8 behind its length.
    mutating func text(_ text: String) {
        natural(text.utf8.count)
        bytes += text.utf8
    }

    /// What was written, with the checksum.
    var sealed: [UInt8] {
        let sum = CRC32.of(bytes[...])
        return bytes + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    }
}

/// The checksum of IEEE 802.3: any one flip of up to 32 bits in a row changes it.
enum CRC32 {
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let table = table
        return bytes.withUnsafeBufferPointer { bytes in
            var sum = ~UInt32(0)
            for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
            return ~sum
        }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }
}
