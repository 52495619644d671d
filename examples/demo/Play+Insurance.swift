// Act 6: the acts of policy are published, the golden claim is imported and explained, and 500 made claims across the
// days on which the law changed leave books that balance.

import Foundation
internal import MessageSchema
internal import WireJSON

extension Play {
    private static let claims = 500
    private static let claimsOfAFile = 25

    func insurance() async throws {
        try await policy()
        try await members()
        try await goldenClaim()
        try await manyClaims()
        try await hostileFiles()
    }

    private func policy() async throws {
        Console.scene(
            "The law as data: one document an act, every number with its article, published by a second person")
        let files = try examples.names(in: "policies")
        for (index, name) in files.enumerated() {
            let proposed = try propose(name, showing: index == 0 ? 6 : 1)
            let publication = ["policy", "publish", proposed.act.act.text, proposed.hash]
            if index == 0 {
                try sauro.run(publication + ["--as", Cast.insurer], showing: 3, expecting: .failed)
            }
            try sauro.run(publication + ["--as", Cast.policyApprover], showing: index == 0 ? 4 : 1)
        }
        try sauro("policy", "list", showing: 16)
        let published = try await call(ListPolicies(state: .published)).items
        checks.equal("acts of policy published by a second person", published.count, files.count)
    }

    private func propose(_ name: String, showing lines: Int) throws -> PolicyRecord {
        let words = ["policy", "propose", "--input", examples.file("policies/\(name)"), "--as", Cast.insurer]
        Console.command(["sauro"] + words)
        let reply = try sauro.json(words)
        let record = try WireJSON.decode(PolicyRecord.self, from: reply)
        Console.say("proposed \(record.act.act), \(record.act.title.en ?? record.act.title.vi)")
        return record
    }

    private func members() async throws {
        try advance(to: "2026-08-10")
        Console.scene("A member, whose facility of registration was merged in 2025")
        try sauro(
            "member", "enrol", "--input", examples.file("members/binh.yaml"), "--as", Cast.insurer, showing: 8)
        try sauro("card", "check", "GD4303012345678", "--as", Cast.hospital, showing: 14)
        let check = try await call(CheckCard(card: CardReference("GD4303012345678")))
        checks.equal("the card on 2026-08-10", [check.code, check.level?.text ?? ""], ["000", "80"])
        checks.equal("its facility, 30A01 until the merger, is now", check.registered?.unit?.text ?? "", "31A01")
        let before = try await call(
            CheckCard(card: CardReference("GD4303012345678")), asOf: CalendarDate("2025-06-30"))
        checks.equal("its facility on 2025-06-30", before.registered?.unit?.text ?? "", "30A01")
    }

    private func goldenClaim() async throws {
        Console.scene("One claim, to the hundredth of a đồng, with every rule that was applied")
        let file = examples.file("claims/golden-claim.xml")
        try sauro("claim", "import", file, "--as", Cast.hospital, showing: 8)
        let entries = try await call(ListClaims(key: ClaimKey("BHYT-31999-20260810-000001"))).items
        guard let entry = entries.first else { throw DemoError("the golden claim was not stored") }
        try sauro("claim", "explain", entry.id.text, showing: 120)
        let totals = try await call(GetClaim(claim: entry.id)).adjudication.totals
        checks.equal(
            "the golden claim: charged, in scope, own cost, co-payment, fund",
            [totals.total, totals.inScope, totals.ownCost, totals.copayment, totals.fund].map(\.text),
            ["583136.14", "466716.40", "116419.74", "93343.28", "373373.12"])
        let again = try imported([file])
        checks.equal("imported once more: stored, known", [again.stored, again.known], [0, 1])
    }

    private func manyClaims() async throws {
        try advance(to: "2026-08-31")
        Console.scene("SYNTHETIC: \(Self.claims) claims before and after each change of law, as hospitals' files")
        var generator = ClaimGenerator(seed: options.seed)
        let claims = try generator.claims(Self.claims)
        let files = try stride(from: 0, to: claims.count, by: Self.claimsOfAFile).map { start in
            let slice = Array(claims[start..<min(start + Self.claimsOfAFile, claims.count)])
            let path = "\(suite.scratch)/claims-\(start / Self.claimsOfAFile + 1).xml"
            try ClaimEnvelope.text(of: slice).write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let before = try await call(DrawTrialBalance())
        let began = Console.milliseconds()
        let counts = try imported(files)
        Console.say("imported in \(Console.seconds(since: began))")
        checks.equal("generated claims stored, rejected", [counts.stored, counts.rejected], [claims.count, 0])
        try await agree(claims)
        try sauro("ledger", "trial", showing: 12)
        let after = try await call(DrawTrialBalance())
        let reckoned = claims.reduce(0) { $0 + $1.sum(\.fund) }
        checks.add(
            "the trial balance", "debit \(after.debit), credit \(after.credit)",
            holds: after.balanced && after.debit > .zero)
        checks.equal("postings more than before", after.postings - before.postings, claims.count)
        checks.equal(
            "what the fund owes for them, as the facilities reckoned", (after.credit - before.credit).text,
            try Amount(units: reckoned).text)
    }

    /// The service and the facility came to the same figures, claim by claim.
    private func agree(_ claims: [SyntheticClaim]) async throws {
        var stored: [ClaimEntry] = []
        var request = ListClaims(limit: 1000)
        repeat {
            let page = try await call(request)
            stored += page.items
            request.cursor = page.nextCursor
        } while request.cursor != nil
        let byKey = Dictionary(stored.map { ($0.key.text, $0) }) { first, _ in first }
        let differing = claims.filter { claim in
            let entry = byKey[claim.key]
            return entry?.outcome != .accepted || entry?.fund.units != claim.sum(\.fund)
                || entry?.total.units != claim.sum(\.total)
        }
        checks.add(
            "claims on which service and facility agree to the hundredth of a đồng",
            "\(claims.count - differing.count)" + (differing.first.map { ", not \($0.key)" } ?? ""),
            holds: differing.isEmpty)
    }

    private func hostileFiles() async throws {
        Console.scene("Files that mean harm are refused before they are read")
        let before = try await call(CheckHealth<InsuranceContract>()).sequence
        let golden = try String(contentsOfFile: examples.file("claims/golden-claim.xml"), encoding: .utf8)
        for (name, declaration) in Self.hostile {
            let path = "\(suite.scratch)/\(name).xml"
            try golden.replacingOccurrences(of: "<GIAMDINHHS", with: "\(declaration)\n<GIAMDINHHS")
                .write(toFile: path, atomically: true, encoding: .utf8)
            try sauro("claim", "import", path, "--as", Cast.hospital, showing: 6, expecting: .failed)
        }
        let half = "\(suite.scratch)/half.xml"
        try String(golden.prefix(golden.count / 2)).write(toFile: half, atomically: true, encoding: .utf8)
        try sauro("claim", "import", half, "--as", Cast.hospital, showing: 6, expecting: .failed)
        let after = try await call(CheckHealth<InsuranceContract>()).sequence
        checks.equal("entries in insurance's journal after three bad files, as before", after, before)
    }

    /// A file of the machine as an entity, and one that grows without end.
    private static let hostile = [
        ("entity", "<!DOCTYPE GIAMDINHHS [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>"),
        ("laughs", "<!DOCTYPE GIAMDINHHS [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"),
    ]

    /// Imports files by the command line and adds up what came of their claims.
    private func imported(_ files: [String]) throws -> (stored: Int, known: Int, rejected: Int) {
        let words = ["claim", "import"] + files + ["--as", Cast.hospital, "-o", "jsonl"]
        Console.command(["sauro", "claim", "import"] + files.prefix(2) + (files.count > 2 ? ["..."] : []))
        let output = try sauro.quiet(words)
        let results = try output.split(separator: "\n").map { line in
            try WireJSON.decode(ImportedClaim.self, from: Array(line.utf8)).result
        }
        return (
            results.count { $0 == .stored }, results.count { $0 == .known }, results.count { $0 == .rejected }
        )
    }
}
