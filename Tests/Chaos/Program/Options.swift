// What the run is told on its command line.

import ChaosKit
import SuiteGround
import Surroundings

/// The options of `sauro-chaos`.
struct Options: Sendable {
    /// Everything that comes of chance comes of this.
    var seed = UInt64(Surroundings.systemRandomBytes(4).reduce(0) { $0 << 8 | UInt64($1) })
    /// How long trouble comes; preparing and checking take their own time.
    var seconds = 180
    var nemeses = Nemesis.allCases
    /// An empty or new folder, which is kept; a temporary one when nil.
    var folder: String?
    /// The folder with the programs of the suite.
    var bin = Programs.ownFolder
    /// True to print JSON instead of the table.
    var json = false
    /// A suite that somebody else torments, instead of one of its own.
    var visit: Visited?
    var help = false

    /// A suite elsewhere, and how its trouble is told.
    struct Visited: Sendable {
        /// Where clients reach it: tcp://HOST:PORT/KEY.
        var gateway: String
        /// The folder with operator.key and publisher.key.
        var keys = "."
        /// A file with the name of the trouble that is on; `end` ends the run, nothing is no trouble.
        var trouble = "trouble"
        /// Troubles in which no call may fail.
        var unfailing: [String] = []
    }

    static let usage = """
        usage: sauro-chaos [--seed N] [--seconds N] [--nemeses A,B] [--folder DIR] [--bin DIR] [--json]
               sauro-chaos --gateway ADDRESS --keys DIR --trouble FILE [--unfailing A,B] [--seed N] [--seconds N]

          --seed N        decides what happens when, to whom and for how long (default: by chance, printed)
          --seconds N     how long trouble comes, 1 to 3600 (default: 180); checking takes a minute more
          --nemeses A,B   of \(Nemesis.allCases.map(\.rawValue).joined(separator: ", ")) (default: all)
          --folder DIR    an empty or new folder for all data, which is kept (default: a temporary one)
          --bin DIR       where sauro and its services lie (default: beside sauro-chaos)
          --json          print the report as JSON

        With --gateway it writes to a suite that is there and that somebody else torments, and checks the same:

          --gateway ADDRESS  tcp://HOST:PORT/KEY
          --keys DIR         the folder with operator.key and publisher.key, two administrators
          --trouble FILE     what is on, a word that whoever torments writes; end ends the run, --seconds at the latest
          --unfailing A,B    words for what no call may fail in
        """

    struct Mistake: Error { let message: String }

    init(_ arguments: some Collection<String>) throws(Mistake) {
        var rest = Array(arguments)[...]
        while let flag = rest.popFirst() {
            switch flag {
            case "--help", "-h": help = true
            case "--json": json = true
            case "--seed": seed = try Self.number(of: flag, &rest)
            case "--seconds": seconds = try Self.number(of: flag, &rest)
            case "--nemeses": nemeses = try Self.nemeses(Self.value(of: flag, &rest))
            case "--folder": folder = try Self.value(of: flag, &rest)
            case "--gateway": visit = Visited(gateway: try Self.value(of: flag, &rest))
            case "--keys": visit?.keys = try Self.value(of: flag, &rest)
            case "--trouble": visit?.trouble = try Self.value(of: flag, &rest)
            case "--unfailing":
                visit?.unfailing = try Self.value(of: flag, &rest).split(separator: ",").map(String.init)
            case "--bin": bin = try Self.value(of: flag, &rest)
            default: throw Mistake(message: "\(flag) is no option")
            }
        }
        guard (1...3600).contains(seconds) else { throw Mistake(message: "--seconds takes 1 to 3600") }
    }

    private static func nemeses(_ text: String) throws(Mistake) -> [Nemesis] {
        var wanted: [Nemesis] = []
        for word in text.split(separator: ",") {
            guard let nemesis = Nemesis(rawValue: String(word)) else {
                throw Mistake(message: "there is no nemesis \"\(word)\"")
            }
            wanted.append(nemesis)
        }
        return Nemesis.allCases.filter(wanted.contains)
    }

    private static func value(of flag: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else { throw Mistake(message: "\(flag) needs a value") }
        return value
    }

    private static func number<N: FixedWidthInteger>(
        of flag: String, _ rest: inout ArraySlice<String>
    ) throws(Mistake) -> N {
        guard let number = N(try value(of: flag, &rest)) else { throw Mistake(message: "\(flag) needs a number") }
        return number
    }
}
