// Reads a national envelope (GIAMDINHHS, Decision 130/QĐ-BYT as amended by 4750/QĐ-BYT and 3176/QĐ-BYT) into claims.
// Nothing is trusted: bytes are checked before they are parsed, everything is bounded, and every flaw is said with its
// place. Bad XML, base64 or structure refuses the envelope; bad fields only the claim that they stand in.

internal import MessageSchema

/// The reader of envelopes.
public enum EnvelopeReader {
    /// The claims of an envelope; each has a claim or the errors that keep it from being one.
    public static func read(_ bytes: [UInt8]) throws(EnvelopeRejection) -> Envelope {
        var findings = FindingList()
        let outer: EnvelopeParts
        do throws(Flaw) { outer = try EnvelopeParts(bytes) } catch {
            throw EnvelopeRejection([error.finding(at: "envelope")])
        }
        let facility = outer.facility(&findings)
        outer.checkCount(&findings)
        var warnings = FindingList()
        outer.warn(&warnings)
        var keys: [String: Int] = [:]
        var claims: [EnvelopeClaim] = []
        for (index, record) in outer.records.enumerated() {
            // One record's documents at a time; of those before only the claims are kept.
            let dossier = Dossier(record, place: index + 1, &findings)
            noteKey(of: dossier, in: &keys, &findings)
            if !findings.hasErrors { claims.append(ClaimReader(dossier, envelope: facility).claim()) }
        }
        guard !findings.hasErrors, let facility, !claims.isEmpty else {
            throw EnvelopeRejection(findings.all(at: "envelope"))
        }
        // What is strange about the envelope itself has no other place to be told.
        claims[0].findings += warnings.all(at: "envelope")
        return Envelope(facility: facility, claims: claims)
    }

    private static func noteKey(of dossier: Dossier, in keys: inout [String: Int], _ findings: inout FindingList) {
        guard let text = dossier.read[FieldTable.summary.name]?.children(named: "MA_LK").first?.trimmed, !text.isEmpty
        else { return }
        guard let other = keys.updateValue(dossier.place, forKey: text) else { return }
        findings.add(
            Flaw(
                .repeatedKey, "\(text.quoted) is the key of HOSO \(other) as well.",
                hint: "Give every visit a key of its own, and every visit once."),
            at: "\(dossier.name) / XML1 / MA_LK")
    }
}

/// The outer document: who sends it, how many records it says it has, and the records.
private struct EnvelopeParts {
    private let unit: XMLNode
    private let list: XMLNode
    private let root: XMLNode
    let records: [XMLNode]

    init(_ bytes: [UInt8]) throws(Flaw) {
        guard bytes.count <= EnvelopeBounds.bytesMax else {
            throw Flaw(
                .tooLarge, "It has \(bytes.count) bytes; \(EnvelopeBounds.bytesMax) are taken.",
                hint: "Split it into several envelopes.")
        }
        root = try XMLNode.parse(bytes, textBytesMax: EnvelopeBounds.bytesMax)
        guard root.name == "GIAMDINHHS" else {
            throw Flaw(
                .root, "Its root is \(root.name.quoted); that of a national envelope is GIAMDINHHS.",
                hint: "Give the file that the facility's system exports for the appraisal (giám định).")
        }
        unit = try root.onlyChild("THONGTINDONVI")
        list = try root.onlyChild("THONGTINHOSO")
        let all = try list.onlyChild("DANHSACHHOSO").children
        if let stranger = all.first(where: { $0.name != "HOSO" }) {
            throw Flaw(
                .element,
                "DANHSACHHOSO holds \(stranger.name.quoted) (line \(stranger.line)), where only HOSO can stand.",
                hint: "Put every visit into a HOSO.")
        }
        guard (1...EnvelopeBounds.recordsMax).contains(all.count) else {
            throw Flaw(
                .count, "It holds \(all.count) records; 1 to \(EnvelopeBounds.recordsMax) are taken.",
                hint: "Put each visit into a HOSO of DANHSACHHOSO.")
        }
        records = all
    }

    func facility(_ findings: inout FindingList) -> FacilityCode? {
        do throws(Flaw) {
            let node = try unit.onlyChild("MACSKCB")
            do throws(ValueError) { return try FacilityCode(node.trimmed) } catch {
                throw Flaw(.form, "\(error.message) (line \(node.line)).", hint: "Give the facility's own code.")
            }
        } catch { findings.add(error, at: "THONGTINDONVI / MACSKCB") }
        return nil
    }

    func checkCount(_ findings: inout FindingList) {
        do throws(Flaw) {
            let node = try list.onlyChild("SOLUONGHOSO")
            let stated: Int
            do throws(ValueError) { stated = try NationalForm.whole(node.trimmed, in: 0...9_999_999_999) } catch {
                throw Flaw(.form, "\(error.message) (line \(node.line)).", hint: "Give the number of HOSO.")
            }
            guard stated != records.count else { return }
            throw Flaw(
                .count, "It says \(stated) (line \(node.line)), and there are \(records.count) HOSO.",
                hint: "Export the file again; a record may have been lost.")
        } catch { findings.add(error, at: "THONGTINHOSO / SOLUONGHOSO") }
    }

    /// Elements that nothing is known of, and a day that is none: they decide nothing.
    func warn(_ findings: inout FindingList) {
        let known: [(node: XMLNode, names: Set<String>)] = [
            (root, ["THONGTINDONVI", "THONGTINHOSO", "CHUKYDONVI"]), (unit, ["MACSKCB"]),
            (list, ["NGAYLAP", "SOLUONGHOSO", "DANHSACHHOSO"]),
        ]
        for (node, names) in known {
            guard let stranger = node.children.first(where: { !names.contains($0.name) }) else { continue }
            findings.warn(
                Flaw(
                    .unknown, "\(node.name) has an element \(stranger.name.quoted) (line \(stranger.line)).",
                    hint: "It was left aside."),
                at: node.name)
        }
        for day in list.children(named: "NGAYLAP") {
            do throws(ValueError) { _ = try NationalForm.day(day.trimmed) } catch {
                findings.warn(
                    Flaw(.form, "\(error.message) (line \(day.line)).", hint: FieldForm.day.hint),
                    at: "THONGTINHOSO / NGAYLAP")
            }
        }
    }
}
