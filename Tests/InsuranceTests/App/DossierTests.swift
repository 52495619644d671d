// The documents of a claim through the service: kept with the claim, shown to who may read personal data.

import Foundation
import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import InsuranceApp

@Suite struct DossierTests {
    private static func envelope(_ note: String) -> EnvelopeText {
        var text = EnvelopeText()
        text.records[0].written = text.records[0].files + [.init(table: "XML5", content: note)]
        return text
    }
    private static let note = """
        <A><B><MA_LK>T1</MA_LK><STT>1</STT><DIEN_BIEN_LS>Đỡ sốt</DIEN_BIEN_LS>\
        <THOI_DIEM_DBLS>202608100930</THOI_DIEM_DBLS><NGUOI_THUC_HIEN>1</NGUOI_THUC_HIEN></B></A>
        """

    @Test("The documents of an imported claim are listed, and each says byte for byte what it said")
    func kept() async throws {
        let office = try await Office()
        let imported = try await office.importing(Self.envelope(Self.note).base64)
        let id = try #require(imported.claims.first?.record?.id)
        let listed = try await office.insurance.call(ShowDossier(claim: id))
        #expect(listed.files.map(\.number) == [1, 2, 3, 4])
        #expect(listed.files.map(\.name) == ["XML1", "XML2", "XML3", "XML5"])
        #expect(listed.content == nil)
        let one = try await office.insurance.call(ShowDossier(claim: id, file: 4))
        #expect(one.files == Array(listed.files.suffix(1)))
        #expect(one.files.first?.size == Self.note.utf8.count)
        #expect(one.content == Data(Self.note.utf8).base64EncodedString())
    }

    @Test("A claim that was handed in by itself has no documents; a number that none has is refused")
    func none() async throws {
        let office = try await Office()
        let id = try #require(try await office.importing(Self.envelope(Self.note).base64).claims.first?.record?.id)
        let refused = try await refusal { try await office.insurance.call(ShowDossier(claim: id, file: 5)) }
        #expect(refused?.name == "insurance.claim.noFile")
        #expect(refused?.message.contains("it has 4") == true)
        let alone = try await office.insurance.call(SubmitClaim(claim: HandedIn.claim()))
        #expect(try await office.insurance.call(ShowDossier(claim: alone.id)).files.isEmpty)
    }

    @Test("A claim that is rejected keeps no document")
    func rejected() async throws {
        let office = try await Office()
        var text = Self.envelope(Self.note)
        var files = text.records[0].files
        files[1].content = files[1].content.replacing("<SO_LUONG>", with: "<SO_LUONG>-")
        text.records[0].written = files
        let reply = try await office.importing(text.base64)
        #expect(reply.counts == [0, 0, 1])
        let rows = try await office.insurance.store.read { reader in
            try reader.first("SELECT COUNT(*) AS count FROM claim_file")?.integer("count")
        }
        #expect(rows == 0)
    }

    @Test("Base64 of any length reads back", arguments: 0...7)
    func base64(count: Int) throws {
        let bytes = (0..<count).map { UInt8(250 - 31 * $0) }
        #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
        #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
    }
}
