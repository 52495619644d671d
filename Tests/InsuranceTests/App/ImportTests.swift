// Envelopes through the service: read whole or refused whole, their claims taken in one by one, in one transaction.

import Foundation
import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@testable import InsuranceApp

extension EnvelopeText {
    /// The envelope as the method takes it.
    var base64: String { Data(bytes).base64EncodedString() }

    /// An envelope of visits with these keys.
    static func visits(_ keys: [String], _ change: (inout Record, Int) -> Void = { _, _ in }) -> EnvelopeText {
        var text = EnvelopeText()
        text.records = keys.enumerated().map { index, key in
            var record = Record()
            change(&record, index)
            record.summary["MA_LK"] = key
            record.drugs = record.drugs.map { $0.merging(["MA_LK": key]) { $1 } }
            record.services = record.services.map { $0.merging(["MA_LK": key]) { $1 } }
            return record
        }
        return text
    }
}

extension ImportClaims.Reply {
    /// Stored, known, rejected.
    var counts: [Int] { [stored, known, rejected] }
}

@Suite struct ImportTests {
    @Test("An envelope is stored, and known when it comes again")
    func storedThenKnown() async throws {
        let office = try await Office()
        let envelope = EnvelopeText.visits(["T1", "T2"]).base64
        let first = try await office.importing(envelope)
        #expect(first.facility == "31999")
        #expect(first.counts == [2, 0, 0])
        #expect(first.claims.map(\.place) == [1, 2])
        #expect(first.claims.map(\.key) == ["T1", "T2"])
        #expect(first.unusedContext == nil)
        let head = try await office.head()
        let second = try await office.importing(envelope)
        #expect(second.counts == [0, 2, 0])
        #expect(second.claims.map(\.record) == first.claims.map(\.record))
        #expect(try await office.head() == head)
        let listed = try await office.insurance.call(ListClaims()).items
        #expect(listed.map(\.id) == first.claims.compactMap { $0.record?.id })
    }

    @Test("Another claim under a known key is rejected with the id of the one that has it")
    func duplicate() async throws {
        let office = try await Office()
        let first = try await office.importing(EnvelopeText.visits(["T1"]).base64)
        let id = try #require(first.claims.first?.record?.id)
        let other = EnvelopeText.visits(["T1", "T2"]) { record, _ in record.summary["MA_BN"] = "BN2" }
        let second = try await office.importing(other.base64)
        #expect(second.claims.map(\.result) == [.rejected, .stored])
        let findings = try #require(second.claims.first?.findings)
        #expect(findings.map(\.rule) == ["claim.duplicate"])
        #expect(findings.first?.message.contains(id.text) == true)
        #expect(second.claims.first?.record == nil)
        let context = ["T1": ClaimContext(donor: .personal)]
        let told = try await office.importing(EnvelopeText.visits(["T1"]).base64, context: context)
        #expect(told.claims.map(\.result) == [.rejected])
        let empty = try await office.importing(
            EnvelopeText.visits(["T1"]).base64, context: ["T1": ClaimContext()])
        #expect(empty.claims.map(\.result) == [.known])
    }

    @Test("Bad fields reject only the claim they stand in; the others are stored")
    func badFields() async throws {
        let office = try await Office()
        let envelope = EnvelopeText.visits(["T1", "T2", "T3", "T4"]) { record, index in
            if index == 1 { record.drugs = [["SO_LUONG": "-1"]] }
            if index == 2 { record.summary["GT_THE_DEN"] = "20260701" }
        }
        let reply = try await office.importing(envelope.base64)
        #expect(reply.claims.map(\.result) == [.stored, .rejected, .rejected, .stored])
        let rules = reply.claims.map { $0.findings.map(\.rule) }
        #expect(rules.dropFirst().first?.contains("field.negative") == true)
        #expect(rules.dropFirst(2).first?.isEmpty == false)
        #expect(try await office.insurance.call(ListClaims()).items.map(\.key) == ["T1", "T4"])
        #expect(try await office.insurance.call(DrawTrialBalance()).postings == 2)
    }

    @Test("A bad envelope stores nothing, and the next request works", arguments: EnvelopeFile.bad)
    func badEnvelope(_ file: EnvelopeFile) async throws {
        let office = try await Office()
        let head = try await office.head()
        let refused = try await refusal {
            let reply = try await office.importing(Data(file.bytes).base64EncodedString())
            // What is wrong with one claim is said of that claim; stated figures that differ are corrected.
            #expect(reply.stored == (file.name.contains("differs") ? 1 : 0), "\(reply)")
        }
        if let refused { #expect(refused.name == "insurance.envelope.malformed") }
        if !file.name.contains("differs") { #expect(try await office.head() == head) }
        #expect(try await office.importing(EnvelopeText.visits(["NEXT"]).base64).stored == 1)
    }

    @Test(
        "What is no base64 is refused with the place",
        arguments: [
            ("abc", "3 characters"), ("ab=c", "character 3"), ("====", "character 1"),
            ("ab!d", "character 3"), ("YWJj\nYWJj", "9 characters"), ("YWJjYWJ\n", "character 8"),
        ])
    func noBase64(_ text: String, _ said: String) async throws {
        let office = try await Office(acts: [])
        let refused = try await refusal { try await office.importing(text) }
        #expect(refused?.kind == .invalidParams)
        #expect(refused?.message.contains(said) == true, "\(refused?.message ?? "")")
        #expect(refused?.details?["member"]?.string == "params.envelope")
    }

    @Test("An empty text is base64 of nothing, which is no envelope")
    func empty() async throws {
        let office = try await Office(acts: [])
        let refused = try await refusal { try await office.importing("") }
        #expect(refused?.name == "insurance.envelope.malformed")
    }

    @Test("What is told beside a claim goes to the claim of its key; keys that nobody has are named")
    func context() async throws {
        let office = try await Office()
        let context = ["T1": ClaimContext(paid_before_step: "0"), "T9": ClaimContext(), "A": ClaimContext()]
        let reply = try await office.importing(EnvelopeText.visits(["T1", "T2"]).base64, context: context)
        #expect(reply.stored == 2)
        #expect(reply.unusedContext == ["A", "T9"])
        let negative = try await office.importing(
            EnvelopeText.visits(["T3"]).base64, context: ["T3": ClaimContext(paid_before_step: "-1")])
        #expect(negative.claims.map(\.result) == [.rejected])
    }

    @Test("A reply that would be too large for the wire leaves out lines, then records, and no claim")
    func largeReply() async throws {
        let office = try await Office()
        let whole = try await office.importing(EnvelopeText.visits((1...20).map { "T\($0)" }).base64)
        let bytes = try WireJSON.encode(whole).count
        #expect(try whole.fitting() == whole)
        #expect(try whole.fitting(bytes) == whole)
        let short = try whole.fitting(bytes - 1)
        #expect(short.claims.map(\.key) == whole.claims.map(\.key))
        #expect(short.claims.allSatisfy { $0.record?.adjudication.lines == [] })
        #expect(
            short.claims.map(\.record?.adjudication.totals) == whole.claims.map(\.record?.adjudication.totals))
        let bare = try whole.fitting(bytes / 4)
        #expect(bare.claims.map(\.result) == whole.claims.map(\.result))
        #expect(bare.claims.allSatisfy { $0.record == nil })
        #expect(bare.stored == 20)
    }

    @Test("Texts about a patient that the journal cannot hold reject only their claim")
    func longTexts() async throws {
        let office = try await Office()
        let long = String(repeating: "a", count: 15_999)
        var claim = HandedIn.claim()
        claim.patient.name = PlainText(known: long)
        claim.patient.number = PlainText(known: long)
        claim.patient.citizenNumber = PlainText(known: long)
        claim.patient.diagnosis = PlainText(known: String(repeating: "\\", count: 15_999))
        let refused = try await refusal { [claim] in try await office.submit(claim) }
        #expect(refused?.kind == .tooLarge)
        #expect(try await office.insurance.call(ListClaims()).items == [])
    }
}
