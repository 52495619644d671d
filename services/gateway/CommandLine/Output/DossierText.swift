// The documents of a claim: a line each, or the text of one, which can be piped to a reader of XML.

internal import Foundation
import MessageSchema

enum DossierText {
    static func lines(of dossier: ShowDossier.Reply, on paper: Paper) -> [String] {
        if let content = dossier.content {
            guard let bytes = Data(base64Encoded: content) else { return [] }
            // No control character may reach the terminal.
            return String(decoding: bytes, as: UTF8.self)
                .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { String($0).onOneLine }
        }
        guard !dossier.files.isEmpty else { return ["the claim came without documents"] }
        let rows = dossier.files.map { [String($0.number), $0.name.onOneLine, String($0.size), $0.digest.onOneLine] }
        let columns = [
            Table.Column(heading: "file", isNumeric: true), Table.Column(heading: "name"),
            Table.Column(heading: "size", isNumeric: true), Table.Column(heading: "digest"),
        ]
        return Table(columns, rows: rows).lines(on: paper)
    }
}
