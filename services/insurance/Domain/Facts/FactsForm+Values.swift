// Parts that the forms of facts and of results have in common, and lines.

internal import MessageSchema

extension ByteWriter {
    mutating func list<Item>(_ items: [Item], _ item: (inout ByteWriter, Item) -> Void) {
        natural(items.count)
        for each in items { item(&self, each) }
    }

    mutating func counted(_ counted: CountedWork) {
        natural(counted.year)
        natural(counted.baseSalary)
        natural(counted.amount)
    }

    mutating func line(_ line: LineFacts, _ arrivedAt: LocalMinute) {
        byte(LineBits(line).byte)
        let rates = [line.serviceRate, line.paymentRate]
        byte([rates[0] != .whole, rates[1] != .whole, line.otherSources != .zero].bits)
        natural(line.number)
        natural(line.costGroup)
        natural(line.quantity.units)
        natural(line.price.units)
        signed(line.orderedAt.minutes - arrivedAt.minutes)
        if let package = line.package { natural(package) }
        if let fundPrice = line.fundPrice { natural(fundPrice.units) }
        for rate in rates where rate != .whole { natural(rate.units) }
        if line.otherSources != .zero { natural(line.otherSources.units) }
    }
}

extension ByteReader {
    mutating func counted() throws(FormFault) -> CountedWork {
        let (year, salary) = (try natural(9999), try decimal() as Amount)
        return CountedWork(year: year, baseSalary: salary.units, amount: (try decimal() as Amount).units)
    }

    mutating func line(_ arrivedAt: LocalMinute, packages: Int) throws(FormFault) -> LineFacts {
        let bits = try LineBits(byte())
        let isThere = try byte()
        guard isThere < 8 else { throw FormFault(message: "\(isThere) are no bits of a line") }
        let (number, costGroup) = (try natural(), try natural())
        let (quantity, price): (Quantity, UnitPrice) = (try decimal(), try decimal())
        let orderedAt = try minute(from: arrivedAt.minutes)
        let package = bits.hasPackage ? try natural() : nil
        if let package, package >= packages { throw FormFault(message: "there is no package \(package)") }
        let fundPrice: UnitPrice? = bits.hasFundPrice ? try decimal() : nil
        return LineFacts(
            table: bits.table, number: number, costGroup: costGroup, scope: bits.scope, method: bits.method,
            isWarWound: bits.isWarWound, package: package, quantity: quantity, price: price, fundPrice: fundPrice,
            serviceRate: isThere.has(0) ? try decimal() : .whole, paymentRate: isThere.has(1) ? try decimal() : .whole,
            orderedAt: orderedAt, otherSources: isThere.has(2) ? try decimal() : .zero)
    }

    mutating func minute(from other: Int) throws(FormFault) -> LocalMinute {
        let (minutes, isFar) = try Int64(other).addingReportingOverflow(signed())
        guard !isFar else { throw FormFault(message: "a minute lies outside the calendar") }
        let (day, minute) = LocalMinute.parts(Int(minutes))
        do { return try LocalMinute(date: CalendarDate(days: day), minute: minute) } catch {
            throw FormFault(message: error.message)
        }
    }
}

/// The words of a line in a byte: one bit the table, two the scope, two the way of payment, and three flags.
private struct LineBits {
    var table: ClaimTable
    var scope: BenefitScope
    var method: PaymentMethod
    var isWarWound: Bool
    var hasPackage: Bool
    var hasFundPrice: Bool

    init(_ line: LineFacts) {
        (table, scope, method, isWarWound) = (line.table, line.scope, line.method, line.isWarWound)
        (hasPackage, hasFundPrice) = (line.package != nil, line.fundPrice != nil)
    }

    init(_ byte: UInt8) throws(FormFault) {
        table = byte.has(0) ? .services : .drugs
        scope = try Self.scopes.item(at: Int(byte >> 1 & 3))
        method = try Self.methods.item(at: Int(byte >> 3 & 3))
        (isWarWound, hasPackage, hasFundPrice) = (byte.has(5), byte.has(6), byte.has(7))
    }

    var byte: UInt8 {
        let words = UInt8(Self.scopes.place(of: scope)) << 1 | UInt8(Self.methods.place(of: method)) << 3
        return (table == .services ? 1 : 0) | words | [isWarWound, hasPackage, hasFundPrice].bits << 5
    }

    private static let scopes: [BenefitScope] = [.inScope, .outOfScope, .forcesOnly]
    private static let methods: [PaymentMethod] = [.feeForService, .capitation, .diagnosisGroup]
}

extension [Bool] {
    /// The first as the lowest bit.
    var bits: UInt8 { reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
}

extension UInt8 {
    func has(_ bit: Int) -> Bool { self >> UInt8(bit) & 1 == 1 }
}

extension Array where Element: Equatable {
    /// Where a word stands in a list of all of its kind.
    func place(of item: Element) -> Int {
        guard let place = firstIndex(of: item) else { preconditionFailure("\(item) has no place in the form") }
        return place
    }

    func item(at place: Int) throws(FormFault) -> Element {
        guard indices.contains(place) else { throw FormFault(message: "\(place) stands for no \(Element.self)") }
        return self[place]
    }
}

extension LocalMinute {
    /// Minutes since 1970 by Vietnam's clock.
    var minutes: Int { date.days * Self.dayMinutes + minute }

    /// The day and the minute of it.
    static func parts(_ minutes: Int) -> (day: Int, minute: Int) {
        let minute = (minutes % dayMinutes + dayMinutes) % dayMinutes
        return ((minutes - minute) / dayMinutes, minute)
    }

    private static let dayMinutes = 1440
}
