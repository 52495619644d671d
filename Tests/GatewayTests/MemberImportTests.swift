// `member import`: what of a roll is sent, what is printed, and where it goes on after a break.

import Fabric
import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Importing a roll")
struct MemberImportTests {
    private static let head = "number,name,birthDate,sex,citizenNumber,group,digit,facility,from,lastDay\n"

    private static func row(_ number: Int) -> String {
        "31234\(String(format: "%05d", number)),\"Nguyễn, Văn \"\"A\"\"\",1980-02-14,male,,DN,4,31999,2025-01-01,\n"
    }

    /// An insurance service that takes rolls: a digit of 6 is rejected, and from a number of pages on nobody answers.
    private func suite(pagesMax: Int = .max) async throws -> FakeSuite {
        let suite = try FakeSuite()
        let pages = Mutex(0)
        try await suite.add("insurance") { request in
            let page = pages.withLock { pages in
                pages += 1
                return pages
            }
            guard page <= pagesMax else { return .failure(.fabric(.unavailable, "nobody is there")) }
            let params = (try? request.params?.decode(JSONValue.self)) ?? .object([])
            let rows = Self.rows(params)
            let rejected = rows.indices.filter { rows[$0]["digit"] == 6 }.map {
                #"{"row":\#($0 + 1),"error":"insurance.member.digitUnknown","message":"6 is no benefit digit."}"#
            }
            let list = rejected.joined(separator: ",")
            return .success(
                json(#"{"enrolled":\#(rows.count - rejected.count),"known":0,"rejected":[\#(list)]}"#))
        }
        return suite
    }

    private static func rows(_ params: JSONValue) -> [JSONValue] { params["rows"]?.array ?? [] }

    private func numbers(_ suite: FakeSuite) -> [[String]] {
        suite.requests.withLock { requests in
            requests.map { Self.rows($0.params).compactMap { $0["number"]?.string } }
        }
    }

    @Test("CSV is sent by its columns, quotes undone and empty cells left out, each page with a key of its own")
    func csv() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let roll = folder.write("\u{FEFF}" + Self.head + Self.row(1) + "\n" + Self.row(2), to: "roll.csv")
        let outcome = await suite.sauro("member", "import", roll)
        #expect(
            outcome == Outcome(code: .ok, output: "2 enrolled, 0 known, 0 rejected\n", errors: outcome.errors))
        #expect(outcome.errors == "100 %: 2 enrolled, 0 known, 0 rejected\n")
        let sent = suite.requests.withLock { $0 }
        #expect(sent.map(\.method) == ["insurance.member.import"])
        #expect(sent[0].metadata.idempotencyKey != nil)
        #expect(
            sent[0].params["rows"]?.array?.first
                == json(
                    #"""
                    {"number":"3123400001","name":"Nguyễn, Văn \"A\"","birthDate":"1980-02-14","sex":"male",
                     "group":"DN","digit":4,"facility":"31999","from":"2025-01-01"}
                    """#))
        #expect(!FileManager.default.fileExists(atPath: roll + ".progress"))
    }

    @Test("JSON lines and semicolons are taken as well, and columns as flags are named")
    func forms() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let lines = #"""
            {"number":"3123400001","name":"A","birthDate":"1980-02-14","sex":"male","group":"DN","digit":4,\#
            "facility":"31999","from":"2025-01-01"}
            """#
        #expect(await suite.sauro("member", "import", folder.write(lines, to: "roll.jsonl")).code == .ok)
        let semicolons =
            "number;name;birth-date;sex;group;digit;facility;from\n3123400002;B;1980-02-14;male;DN;4;31999;2025-01-01"
        #expect(await suite.sauro("member", "import", folder.write(semicolons, to: "roll.csv")).code == .ok)
        #expect(numbers(suite) == [["3123400001"], ["3123400002"]])
    }

    @Test("rows that are none, and rows that are rejected, are told with their lines; the others are taken over")
    func rejected() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let text =
            Self.head + Self.row(1) + Self.row(2).replacingOccurrences(of: "DN,4", with: "DN,6")
            + Self.row(3).replacingOccurrences(of: "1980-02-14", with: "1980-02-30") + "1,2\n\"open\n" + Self.row(4)
        let roll = folder.write(text, to: "roll.csv")
        let outcome = await suite.sauro("member", "import", roll)
        #expect(outcome.code == .partly)
        #expect(
            outcome.output.replacingOccurrences(of: folder.path + "/", with: "") == """
                roll.csv, line 3: 6 is no benefit digit. (insurance.member.digitUnknown)
                roll.csv, line 4: birthDate: "1980-02-30" is no day of the calendar (malformed)
                roll.csv, line 5: it has 2 cells, and the first line names 10 columns (malformed)
                roll.csv, line 6: a quote is not closed; a row stands on one line (malformed)
                2 enrolled, 0 known, 4 rejected

                """)
        let jsonl = await suite.sauro("member", "import", roll, "-o", "jsonl", "--quiet")
        #expect(jsonl.errors == "")
        #expect(
            jsonl.output.split(separator: "\n").first.map(String.init)
                == #"{"line":3,"error":"insurance.member.digitUnknown","message":"6 is no benefit digit."}"#)
        let whole = await suite.sauro("member", "import", roll, "-o", "json")
        #expect(json(whole.output)["rejected"] == 4 && json(whole.output)["rows"]?.array?.count == 4)
    }

    @Test("after a break the same command goes on behind the last page that was answered")
    func resumed() async throws {
        let (broken, whole, folder) = (try await suite(pagesMax: 2), try await suite(), TemporaryFolder())
        let count = Bounds.rollRowsMax * 2 + 7
        let roll = folder.write(Self.head + (1...count).map(Self.row).joined(), to: "roll.csv")
        let first = await broken.sauro("member", "import", roll)
        #expect(first.code == .unavailable)
        #expect(first.errors.contains("stopped behind line \(Bounds.rollRowsMax * 2 + 1) of \(roll); run it again"))
        let second = await whole.sauro("member", "import", roll)
        #expect(second.code == .ok && second.output == "\(count) enrolled, 0 known, 0 rejected\n")
        #expect(second.errors.hasPrefix("going on behind line \(Bounds.rollRowsMax * 2 + 1) of "))
        #expect(numbers(whole).map(\.count) == [7] && numbers(whole)[0].first == "3123401001")
        #expect(!FileManager.default.fileExists(atPath: roll + ".progress"))
    }

    @Test("a roll of another length, and one that is to begin anew, begin anew")
    func anew() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let roll = folder.write(Self.head + Self.row(1) + Self.row(2), to: "roll.csv")
        let size = (Self.head + Self.row(1) + Self.row(2)).utf8.count
        func keep(_ size: Int) {
            let place = #"{"offset":\#((Self.head + Self.row(1)).utf8.count),"line":2}"#
            let sums = #""added":1,"known":0,"rejected":0"#
            folder.write(#"{"size":\#(size),"place":\#(place),\#(sums)}"#, to: "roll.csv.progress")
        }
        keep(size)
        #expect(await suite.sauro("member", "import", roll).output == "2 enrolled, 0 known, 0 rejected\n")
        keep(size + 1)
        #expect(await suite.sauro("member", "import", roll).output == "2 enrolled, 0 known, 0 rejected\n")
        keep(size)
        #expect(await suite.sauro("member", "import", roll, "--restart").output == "2 enrolled, 0 known, 0 rejected\n")
        #expect(numbers(suite).map(\.count) == [1, 2, 2])
        folder.write("{}", to: "roll.csv.progress")
        let strange = await suite.sauro("member", "import", roll)
        #expect(strange.code == .usage && strange.errors.contains("--restart"))
    }

    @Test(
        "a wrong file changes nothing and says what is wrong",
        arguments: [
            ("number,nam\n1,2\n", "such a file has no column \"nam\"; did you mean"),
            ("number,number\n", "the column number stands twice"),
            ("\"number\n", "line 1: a quote is not closed"),
            (head + String(repeating: "x", count: 70_000), "line 2 has more than 65536 bytes"),
        ])
    func malformed(text: String, reason: String) async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let outcome = await suite.sauro("member", "import", folder.write(text, to: "roll.csv"))
        #expect(outcome.code == .usage && outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(numbers(suite) == [])
        let none = await suite.sauro("member", "import", folder.path + "/none.csv")
        #expect(none.code == .usage && none.errors.contains("there is no file"))
    }

    @Test("an empty roll, and one of a head line alone, enrol nobody", arguments: ["", "\n", head])
    func empty(text: String) async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let outcome = await suite.sauro("member", "import", folder.write(text, to: "roll.csv"))
        #expect(outcome == Outcome(code: .ok, output: "0 enrolled, 0 known, 0 rejected\n", errors: ""))
    }
}
