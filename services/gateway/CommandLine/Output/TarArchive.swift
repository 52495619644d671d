// A small archive that every system opens: ustar (POSIX.1-2017, pax, "ustar Interchange Format") in gzip (RFC 1952).
// The data is stored and not compressed, so that neither a library nor a program is needed, which an image of ours may
// not have; what is archived is bounded and small.

/// Files in the order in which they are added.
struct TarArchive {
    private var bytes: [UInt8] = []
    /// Seconds since 1970, the same for every file.
    let time: Int64

    init(time: Int64) { self.time = time }

    private static let block = 512

    /// Adds a file, its owner's only. The name has at most 100 bytes.
    mutating func add(_ name: String, _ contents: [UInt8]) {
        precondition(name.utf8.count <= 100, "ustar's name field has 100 bytes")
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at place: Int) {
            for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
        }
        func octal(_ number: Int64, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        put(name, at: 0)
        put(octal(0o600, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(Int64(contents.count), 11), at: 124)
        put(octal(time, 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        // The sum of all bytes, its own field read as spaces.
        put(octal(Int64(header.reduce(0) { $0 + Int($1) }), 6) + "\0 ", at: 148)
        bytes += header + contents
        bytes += [UInt8](repeating: 0, count: (Self.block - contents.count % Self.block) % Self.block)
    }

    /// The whole, as a .tar.gz.
    var gzip: [UInt8] { StoredGzip.wrapped(bytes + [UInt8](repeating: 0, count: 2 * Self.block), time: time) }
}

/// Gzip without compression: blocks of type 0 (RFC 1951, section 3.2.4).
enum StoredGzip {
    static func wrapped(_ bytes: [UInt8], time: Int64) -> [UInt8] {
        // Magic, deflate, no flags, time, no extra flags, made on Unix.
        var out: [UInt8] = [0x1F, 0x8B, 8, 0] + little(UInt32(truncatingIfNeeded: time), 4) + [0, 3]
        out.reserveCapacity(bytes.count + bytes.count / 1000 + 64)
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let count = UInt32(end - start)
            out += [end == bytes.count ? 1 : 0] + little(count, 2) + little(~count, 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        return out + little(checksum(bytes), 4) + little(UInt32(truncatingIfNeeded: bytes.count), 4)
    }

    private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32 (RFC 1952, section 8).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
