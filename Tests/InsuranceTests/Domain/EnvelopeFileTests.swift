// The envelopes in files: every bad one is refused where it is wrong, every good one is read with all that it states.

import Foundation
import MessageSchema
import Testing
import WireJSON

@testable import InsuranceDomain

@Suite("Envelopes in files")
struct EnvelopeFileTests {
    /// Refused as a whole, in one claim, or left to the rules that decide claims.
    enum End: Equatable {
        case envelope(rule: String, place: String)
        case claim(rule: String, place: String)
        case isRead
    }

    static let ends: [String: End] = [
        "bad-base64-cut": .envelope(rule: "envelope.base64", place: "HOSO 1 / FILEHOSO 1"),
        "bad-base64-garbage": .envelope(rule: "envelope.base64", place: "HOSO 1 / FILEHOSO 1"),
        "bad-count-high": .envelope(rule: "envelope.count", place: "THONGTINHOSO / SOLUONGHOSO"),
        "bad-empty": .envelope(rule: "envelope.malformed", place: "envelope"),
        "bad-inner-cut": .envelope(rule: "envelope.malformed", place: "HOSO 1 / FILEHOSO 1"),
        "bad-laughs": .envelope(rule: "envelope.declaration", place: "envelope"),
        "bad-not-xml": .envelope(rule: "envelope.malformed", place: "envelope"),
        "bad-other-root": .envelope(rule: "envelope.root", place: "envelope"),
        "bad-repeated-key": .envelope(rule: "envelope.repeatedKey", place: "HOSO 2 / XML1 / MA_LK"),
        "bad-truncated": .envelope(rule: "envelope.malformed", place: "envelope"),
        "bad-xxe": .envelope(rule: "envelope.declaration", place: "envelope"),
        "bad-card-counts": .claim(rule: "card.counts", place: "HOSO 1 / XML1 / MA_THE_BHYT"),
        "bad-card-short": .claim(rule: "field.form", place: "HOSO 1 / XML1 / MA_THE_BHYT"),
        "bad-date-impossible": .claim(rule: "field.form", place: "HOSO 1 / XML1 / NGAY_VAO"),
        "bad-donor-sum": .claim(rule: "donor.sum", place: "HOSO 1 / XML2 / row 1 / T_NGUONKHAC"),
        "bad-missing-arrival": .claim(rule: "field.missing", place: "HOSO 1 / XML1 / NGAY_VAO"),
        "bad-missing-quantity": .claim(rule: "field.missing", place: "HOSO 1 / XML2 / row 1 / SO_LUONG"),
        "bad-negative-quantity": .claim(rule: "field.negative", place: "HOSO 1 / XML2 / row 1 / SO_LUONG"),
        // Well formed as envelopes; what is wrong with them is for the rules that decide claims.
        "bad-card-expired": .isRead, "bad-code-unknown": .isRead, "bad-date-reversed": .isRead,
        "bad-differs-copay": .isRead, "bad-differs-fund": .isRead, "bad-differs-total": .isRead,
    ]

    @Test("every bad envelope is refused with a finding at the right place", arguments: EnvelopeFile.bad)
    func bad(file: EnvelopeFile) throws {
        #expect(try end(of: file) == #require(Self.ends[file.name]))
    }

    @Test("the table above names every file")
    func complete() {
        #expect(Set(EnvelopeFile.bad.map(\.name)) == Set(Self.ends.keys))
        #expect(EnvelopeFile.bad.count == 24)
        #expect(EnvelopeFile.valid.count == 72)
    }

    private func end(of file: EnvelopeFile) throws -> End {
        do throws(EnvelopeRejection) {
            let claims = try EnvelopeReader.read(file.bytes).claims
            guard let finding = claims.flatMap(\.findings).first else { return .isRead }
            return .claim(rule: finding.rule, place: finding.place)
        } catch {
            return .envelope(rule: error.findings[0].rule, place: error.findings[0].place)
        }
    }

    @Test("every good envelope is read, with its lines and the totals it states", arguments: EnvelopeFile.valid)
    func valid(file: EnvelopeFile) throws {
        let claims = try EnvelopeReader.read(file.bytes).claims
        let documents = Self.documents(of: String(decoding: file.bytes, as: UTF8.self))
        #expect(claims.count == documents.count)
        for (entry, tables) in zip(claims, documents) {
            #expect(entry.findings == [])
            let claim = try #require(entry.claim)
            let summary = try #require(tables["XML1"])
            #expect(claim.key.text == Self.field("MA_LK", in: summary) && entry.key == claim.key)
            #expect(claim.lines.count { $0.table == .drugs } == Self.count("CHI_TIET_THUOC", in: tables["XML2"]))
            #expect(claim.lines.count { $0.table == .services } == Self.count("CHI_TIET_DVKT", in: tables["XML3"]))
            let stated = try #require(claim.stated)
            let totals = [
                ("T_THUOC", stated.drugs), ("T_VTYT", stated.supplies), ("T_TONGCHI_BV", stated.total),
                ("T_TONGCHI_BH", stated.inScope), ("T_BNTT", stated.ownCost), ("T_BNCCT", stated.copayment),
                ("T_BHTT", stated.fund), ("T_NGUONKHAC", stated.otherSources),
                ("T_BHTT_GDV", stated.fundFeeForService),
            ]
            for (name, amount) in totals { #expect(amount.text == Self.field(name, in: summary), "\(name)") }
        }
    }

    @Test("what is expected of each line of a good envelope is what the line states", arguments: EnvelopeFile.valid)
    func lines(file: EnvelopeFile) throws {
        let claims = try EnvelopeReader.read(file.bytes).claims.compactMap(\.claim)
        let expected = try #require(file.expected["expected"]?["claims"]?.array)
        #expect(claims.map { .string($0.key.text) } == expected.map { $0["MA_LK"] })
        for (claim, expected) in zip(claims, expected) {
            let lines = try #require(expected["lines"]?.array)
            #expect(claim.lines.count == lines.count)
            for (line, expected) in zip(claim.lines, lines) {
                #expect(expected["table"]?.string == line.table.rawValue)
                #expect(expected["STT"]?.string == String(line.number))
                let stated = try #require(line.stated)
                let figures = [
                    ("THANH_TIEN_BV", stated.total?.text), ("THANH_TIEN_BH", stated.inScope?.text),
                    ("MUC_HUONG", stated.level?.text), ("T_BNTT", stated.ownCost?.text),
                    ("T_BNCCT", stated.copayment?.text), ("T_BHTT", stated.fund?.text),
                    ("T_NGUONKHAC", line.otherSources?.text),
                ]
                for (name, text) in figures { #expect(expected[name]?["value"]?.string == text, "\(name)") }
            }
        }
    }

    // A second way to the same facts, by plain search in the text.

    private static func documents(of text: String) -> [[String: String]] {
        text.components(separatedBy: "<HOSO>").dropFirst().map { record in
            var tables: [String: String] = [:]
            for file in record.components(separatedBy: "<FILEHOSO>").dropFirst() {
                let base64 = field("NOIDUNGFILE", in: file)
                tables[field("LOAIHOSO", in: file)] = String(decoding: Data(base64Encoded: base64)!, as: UTF8.self)
            }
            return tables
        }
    }

    private static func field(_ name: String, in text: String) -> String {
        text.components(separatedBy: "<\(name)>")[1].components(separatedBy: "</\(name)>")[0]
    }

    private static func count(_ name: String, in text: String?) -> Int {
        (text ?? "").components(separatedBy: "<\(name)>").count - 1
    }
}
