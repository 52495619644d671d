// Reads what ByteWriter wrote. Bytes that were cut, changed or never written so are refused with a sentence; nothing of
// them traps, and nothing is made room for that is not there.

internal import MessageSchema

/// Why bytes cannot be read.
struct FormFault: Error, Hashable {
    var message: String
}

struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    /// Checks the checksum and the version.
    init(_ sealed: [UInt8], version: UInt8) throws(FormFault) {
        guard sealed.count > Self.sumBytes else { throw FormFault(message: "they are cut off") }
        bytes = sealed.dropLast(Self.sumBytes)
        let sum = sealed.suffix(Self.sumBytes).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard CRC32.of(bytes) == sum else { throw FormFault(message: "their checksum is another one") }
        guard bytes.first == version else {
            throw FormFault(message: "they are of the form \(bytes.first ?? 0), and \(version) is known here")
        }
        place = 1
    }

    mutating func byte() throws(FormFault) -> UInt8 {
        guard place < bytes.endIndex else { throw FormFault(message: "they are cut off") }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func number() throws(FormFault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            let part = try byte()
            // Ten bytes hold 70 bits; of the last one a single bit counts.
            guard shift < 63 || part <= 1 else { break }
            value |= UInt64(part & 0x7F) << UInt64(shift)
            guard part & 0x80 == 0 else { continue }
            // Each number has one form only, so that the same values are the same bytes.
            guard part != 0 || shift == 0 else { break }
            return value
        }
        throw FormFault(message: "a number is none")
    }

    /// A number that is not below zero and not above a bound.
    mutating func natural(_ most: Int = .max) throws(FormFault) -> Int {
        let value = try number()
        guard value <= UInt64(most) else { throw FormFault(message: "\(value) is more than \(most)") }
        return Int(value)
    }

    mutating func signed() throws(FormFault) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// How many follow of something that takes a byte at least.
    mutating func count() throws(FormFault) -> Int { try natural(bytes.endIndex - place) }

    mutating func text() throws(FormFault) -> String {
        let end = try count() + place
        guard let text = String(validating: bytes[place..<end], as: UTF8.self) else {
            throw FormFault(message: "a text is no UTF-8")
        }
        place = end
        return text
    }

    /// Nothing may follow.
    func end() throws(FormFault) {
        guard place == bytes.endIndex else { throw FormFault(message: "they go on where they should end") }
    }

    private static let sumBytes = 4
}

extension ByteReader {
    /// Reads a list that stands behind its count.
    mutating func list<Item>(
        _ item: (inout ByteReader) throws(FormFault) -> Item
    ) throws(FormFault) -> [Item] {
        let count = try count()
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(&self)) }
        return items
    }

    /// A decimal by its units.
    mutating func decimal<Value: DecimalValue>() throws(FormFault) -> Value {
        let units = try natural()
        do { return try Value(units: Int64(units)) } catch { throw FormFault(message: error.message) }
    }

    /// A day by its distance from another one.
    mutating func day(from other: Int = 0) throws(FormFault) -> CalendarDate {
        let (days, isFar) = try Int64(other).addingReportingOverflow(signed())
        guard !isFar else { throw FormFault(message: "a day lies outside the calendar") }
        do { return try CalendarDate(days: Int(days)) } catch { throw FormFault(message: error.message) }
    }
}
