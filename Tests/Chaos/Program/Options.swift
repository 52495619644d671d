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
    var help = false

    static let usage = """
        usage: sauro-chaos [--seed N] [--seconds N] [--nemeses A,B] [--folder DIR] [--bin DIR] [--json]

          --seed N        decides what happens when, to whom and for how long (default: by chance, printed)
          --seconds N     how long trouble comes, 1 to 3600 (default: 180); checking takes a minute more
          --nemeses A,B   of \(Nemesis.allCases.map(\.rawValue).joined(separator: ", ")) (default: all)
          --folder DIR    an empty or new folder for all data, which is kept (default: a temporary one)
          --bin DIR       where sauro and its services lie (default: beside sauro-chaos)
          --json          print the report as JSON
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
