// The documents of claims as they were handed in. They name persons and what ails them, and are read by nobody but who
// asks for them.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage

struct DossierStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// The documents of a claim by their numbers.
    func files(of claim: ClaimID) throws -> [DossierFile] {
        try reader.all(
            "SELECT number, name, size, digest FROM claim_file WHERE claim = $1 ORDER BY number", [.value(claim)]
        ).map { row in
            DossierFile(
                number: Int(try row.integer("number")), name: try row.text("name"),
                size: Int(try row.integer("size")), digest: try row.text("digest"))
        }
    }

    /// The bytes of a document; nil if there is none of that number.
    func content(of claim: ClaimID, file number: Int) throws -> [UInt8]? {
        try reader.first(
            "SELECT content FROM claim_file WHERE claim = $1 AND number = $2",
            [.value(claim), .integer(Int64(number))]
        ).map { try $0.bytes("content") }
    }

    /// Keeps the documents of a claim that was just taken in.
    static func insert(_ files: [EnvelopeFile], of claim: ClaimID, _ writer: Writer) throws {
        for (index, file) in files.enumerated() {
            try writer.execute(
                "INSERT INTO claim_file (claim, number, name, size, digest, content) VALUES ($1, $2, $3, $4, $5, $6)",
                [
                    .value(claim), .integer(Int64(index + 1)), .text(file.name), .integer(Int64(file.content.count)),
                    .text(Digest.hexadecimal(Digest.sha256(file.content))), .bytes(file.content),
                ])
        }
    }
}
