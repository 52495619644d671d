// The facts of a claim as bytes: what goes in comes out, what was cut or changed is refused, and what was written once
// is read for ever.

import MessageSchema
import Testing

@testable import InsuranceDomain

extension SeededCase {
    /// A case of a seed, now and then with what was counted of the person before.
    static func withHistory(_ seed: UInt64) -> ClaimCase {
        var found = make(seed)
        let year = found.claim.arrivedAt.date.civil.year
        found.counted = (0..<Int(seed % 4)).map { number in
            CountedCopayment(
                year: year + number / 2, baseSalary: number == 0 ? "2340000" : "2530000",
                amount: try! Amount(units: Int64(seed) * 7_919 % 1_600_000_000))
        }
        return found
    }
}

@Suite("The form of facts") struct FactsFormTests {
    private func refuses(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try FactsForm.facts(from: bytes)
            return false
        } catch { return !error.message.isEmpty }
    }

    @Test("What goes in comes out, on 10,000 claims of every kind")
    func roundTrip() throws {
        var (bytes, lines) = (0, 0)
        for seed: UInt64 in 1...10_000 {
            let facts = ClaimFacts(SeededCase.withHistory(seed))
            let form = FactsForm.bytes(of: facts)
            #expect(try FactsForm.facts(from: form) == facts, "seed \(seed)")
            (bytes, lines) = (bytes + form.count, lines + facts.lines.count)
        }
        // Some five lines a claim, and not much more than twenty bytes a line with all that stands above them.
        #expect((4...6).contains(lines / 10_000))
        #expect(bytes / lines < 30)
    }

    @Test("The edges of every value go in and come out")
    func edges() throws {
        let most = ClaimFacts(
            facility: Int32(FacilityCode.packedMax), routing: RoutingCode(known: "99.99").packed, form: 99,
            arrivedAt: "0001-01-01T00:00", leftAt: "9999-12-31T23:59", treatmentDays: .max,
            fiveYearsFrom: "9999-12-31", exemptFrom: "0001-01-01", paidBeforeStep: try Amount(units: Amount.unitsMax),
            paidAfterStep: "0", history: [CountedWork(year: 9999, baseSalary: 0, amount: Amount.unitsMax)],
            donor: .arv, isEnrolled: true,
            coverages: [
                CoverageFacts(
                    group: CardGroup(known: "ZZ").packed, digit: 5, facility: 0, from: "9999-12-31",
                    lastDay: "0001-01-01")
            ], differingCards: [.max], packages: ["", "gói vật tư"],
            lines: [
                LineFacts(
                    table: .services, number: .max, costGroup: 19, scope: .forcesOnly, method: .diagnosisGroup,
                    isWarWound: true, package: 1, quantity: try Quantity(units: Quantity.unitsMax),
                    price: try UnitPrice(units: UnitPrice.unitsMax), fundPrice: "0", serviceRate: "0",
                    paymentRate: "99.99", orderedAt: "9999-12-31T23:59",
                    otherSources: try Amount(units: Amount.unitsMax))
            ])
        #expect(try FactsForm.facts(from: FactsForm.bytes(of: most)) == most)
        #expect(FacilityCode(packed: Int32(FacilityCode.packedMax)).text == "99ZZZ")
    }

    @Test("Bytes that were cut anywhere or changed in any bit are refused")
    func damaged() {
        for seed: UInt64 in 1...60 {
            let form = FactsForm.bytes(of: ClaimFacts(SeededCase.withHistory(seed)))
            for length in 0..<form.count { #expect(refuses(Array(form.prefix(length))), "seed \(seed), \(length)") }
            #expect(refuses(form + [0]))
            for bit in 0..<form.count * 8 {
                var flipped = form
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(refuses(flipped), "seed \(seed), bit \(bit)")
            }
        }
    }

    @Test("Bytes that somebody changed and sealed again are refused or are other facts, and nothing traps on them")
    func forged() throws {
        var random = SeededGenerator(state: 4711)
        let policy = ExamplePolicy.policy.compiled
        var (refused, read) = (0, 0)
        for seed: UInt64 in 1...3000 {
            var form = FactsForm.bytes(of: ClaimFacts(SeededCase.withHistory(seed)))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                form[Int.random(in: 1..<form.count - 4, using: &random)] = .random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { form.remove(at: Int.random(in: 1..<form.count - 4, using: &random)) }
            guard let facts = try? FactsForm.facts(from: Forged.sealed(form)) else {
                refused += 1
                continue
            }
            read += 1
            var work = Evaluation(facts, by: policy, listener: Listening())
            if (try? work.run()) != nil { #expect(!ResultForm.bytes(of: Verdict(work)).isEmpty) }
        }
        #expect(refused > 500)
        #expect(read > 500)
    }

    @Test("Bytes of a later form, and such as could be two things, are refused with why")
    func refusals() {
        func why(_ bytes: [UInt8]) -> String? {
            do {
                _ = try FactsForm.facts(from: bytes)
                return nil
            } catch { return error.message }
        }
        let form = Array(FactsForm.bytes(of: ClaimFacts(ClaimCase(claim: GoldenClaim.claim))))
        #expect(why([]) == "they are cut off")
        #expect(why(form.dropLast() + [form.last! ^ 1]) == "their checksum is another one")
        #expect(why(Forged.sealed([2] + form.dropFirst())) == "they are of the form 2, and 1 is known here")
        #expect(
            why(Forged.sealed(Array(form.dropLast(4)) + [0] + form.suffix(4)))
                == "they go on where they should end")
        // A zero of two bytes would be a second way to write nothing.
        #expect(why(Forged.sealed([1, 0, 0x80, 0] + form.suffix(4))) == "a number is none")
        #expect(
            why(Forged.sealed([1, 0] + [UInt8](repeating: 0xFF, count: 10) + form.suffix(4))) == "a number is none")
    }

    @Test("A ruling is kept behind the flags and read back; one that is none is refused")
    func ruling() throws {
        let plain = ClaimFacts(ClaimCase(claim: GoldenClaim.claim))
        for ruling: Ruling in [.pays, .refuses, .recalls] {
            var facts = plain
            facts.ruling = ruling
            let form = FactsForm.bytes(of: facts)
            #expect(form.count == FactsForm.bytes(of: plain).count + 1)
            #expect(try FactsForm.facts(from: form) == facts)
            var forged = form
            forged[2] = 32
            #expect(refuses(Array(Forged.sealed(forged))))
        }
    }

    @Test("Lines that were taken out, and services of the same day, are kept and read back in one order")
    func few() throws {
        var facts = ClaimFacts(ClaimCase(claim: GoldenClaim.claim))
        facts.sameDay = [0, 2]
        #expect(try FactsForm.facts(from: FactsForm.bytes(of: facts)) == facts)
        facts.ruling = .pays
        facts.refused = LineRefusalReason.allCases.prefix(5).enumerated().map { LineRuling(line: $0, reason: $1) }
        let form = FactsForm.bytes(of: facts)
        #expect(try FactsForm.facts(from: form) == facts)
        #expect(LineRefusalReason.numbered == LineRefusalReason.allCases)
        for wrong: [LineRuling] in [
            [LineRuling(line: 5, reason: .card)],
            [LineRuling(line: 1, reason: .card), LineRuling(line: 0, reason: .card)],
            [LineRuling(line: 1, reason: .card), LineRuling(line: 1, reason: .price)],
        ] {
            facts.refused = wrong
            #expect(refuses(FactsForm.bytes(of: facts)), "\(wrong)")
        }
        facts.refused = []
        facts.sameDay = [5]
        #expect(refuses(FactsForm.bytes(of: facts)))
    }

    @Test("Earlier visits of the year are kept where there are any, and none are not")
    func earlierVisits() throws {
        var facts = ClaimFacts(ClaimCase(claim: GoldenClaim.claim, earlierVisits: 3))
        #expect(facts.earlierVisits == 3)
        var form = FactsForm.bytes(of: facts)
        #expect(try FactsForm.facts(from: form) == facts)
        // Behind the version, the flags and the word that tells of it.
        #expect(form[2] == 1 << 4 && form[3] == 3)
        form[3] = 0
        #expect(refuses(Array(Forged.sealed(form))))
        facts.ruling = .pays
        facts.sameDay = [1]
        #expect(try FactsForm.facts(from: FactsForm.bytes(of: facts)) == facts)
    }

    @Test("The golden claim's facts are the bytes that they are in every release")
    func golden() throws {
        let facts = ClaimFacts(ClaimCase(claim: GoldenClaim.claim))
        let form = FactsForm.bytes(of: facts)
        #expect(form.hexadecimal == Self.goldenBytes)
        #expect(try FactsForm.facts(from: Self.goldenBytes.hexadecimal) == facts)
    }

    private static let goldenBytes =
        "01009d90b702700180abb21cf0010000015b089d90b7028d310000050100010de807c0b090181e0101020de807c0b0901850b8178100"
        + "0301e80780e59a775a80def36800000104b0ea01dba5c001b40100020204b06dcec2f105b40188270780d5df"
}

enum Forged {
    /// The same with the checksum of what stands before it.
    static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        let sum = CRC32.of(bytes.dropLast(4))
        return bytes.dropLast(4) + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    }
}

extension [UInt8] {
    var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}

extension String {
    var hexadecimal: [UInt8] {
        let digits = compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
