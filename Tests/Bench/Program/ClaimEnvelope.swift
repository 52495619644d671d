// Envelopes to be measured with: the golden claim's record as often as wanted, each with a key and a card of its own.

import Foundation
import SuiteGround

/// Makes envelopes of one record.
struct ClaimEnvelope {
    private let head: String
    private let record: String
    private let documents: [(name: String, text: String)]

    /// `file` has one record.
    init(file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let (start, end) = (text.range(of: "<HOSO>"), text.range(of: "</HOSO>"))
        guard let start, let end else { throw Trouble("\(file) has no record") }
        head = String(text[..<start.lowerBound])
        record = String(text[start.lowerBound..<end.upperBound])
        var documents: [(String, String)] = []
        var rest = record[...]
        while let name = Self.next("LOAIHOSO", &rest), let content = Self.next("NOIDUNGFILE", &rest) {
            guard let data = Data(base64Encoded: content, options: .ignoreUnknownCharacters) else {
                throw Trouble("\(file) has a document that is not base64")
            }
            documents.append((name, String(decoding: data, as: UTF8.self)))
        }
        guard documents.count == 3 else { throw Trouble("\(file) has \(documents.count) documents, not 3") }
        self.documents = documents
    }

    private static func next(_ name: String, _ text: inout Substring) -> String? {
        guard let start = text.range(of: "<\(name)>"), let end = text.range(of: "</\(name)>") else { return nil }
        defer { text = text[end.upperBound...] }
        return String(text[start.upperBound..<end.lowerBound])
    }

    /// An envelope of so many records; `first` is the number of the first one.
    func bytes(_ count: Int, from first: Int) -> [UInt8] {
        let records = (first..<first + count).map { number in
            let files = documents.map { document in
                let text = document.text
                    .replacingOccurrences(of: "BHYT-31999-20260810-000001", with: "BENCH-\(number)")
                    .replacingOccurrences(of: "DN4313123456789", with: "DN431\(3_000_000_000 + number)")
                return "<FILEHOSO><LOAIHOSO>\(document.name)</LOAIHOSO><NOIDUNGFILE>"
                    + Data(text.utf8).base64EncodedString() + "</NOIDUNGFILE></FILEHOSO>"
            }
            return "<HOSO>\(files.joined())</HOSO>"
        }
        let head = head.replacingOccurrences(
            of: "<SOLUONGHOSO>1</SOLUONGHOSO>", with: "<SOLUONGHOSO>\(count)</SOLUONGHOSO>")
        return Array("\(head)\(records.joined())</DANHSACHHOSO></THONGTINHOSO></GIAMDINHHS>".utf8)
    }
}
