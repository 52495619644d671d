// What the bench is told on its command line.

import Fabric
import SuiteGround

/// The options of `sauro-bench`.
struct Options: Sendable {
    enum Verb: String {
        case scale, claims, contest, echo, page, pages
    }

    var verb = Verb.scale
    var instances = [1, 2, 4]
    var seconds = 3
    var rounds = 5
    var lanes = 32
    /// Where PostgreSQL is, to be measured beside SQLite.
    var database: String?
    /// Its first process, whose family's processor time counts.
    var server: Int32?
    /// The folder with the programs of the suite.
    var bin = Programs.ownFolder
    /// The folder of the examples, and the program that adjudicates in Python.
    var examples = "examples"
    var python = "Tests/Bench/Python/adjudicate.py"
    /// The folder of the peers' programs, NATS's server, and whether only what needs none of them is measured.
    var peers = "Benchmarks/.build/release"
    var natsServer = "/usr/sbin/nats-server"
    var isQuick = false
    /// What the name of a contest has to have in it to be measured.
    var only = ""
    /// Measurements that were made before, or the gateway's address for services.
    var file: String?
    var help = false

    static let usage = """
        usage: sauro-bench scale [--instances 1,2,4] [--seconds N] [--rounds N] [--lanes N] [--bin DIR]
                                 [--database URL [--server PID]]
               sauro-bench claims [--seconds N] [--rounds N] [--bin DIR] [--examples DIR] [--python FILE]
               sauro-bench contest [--quick] [--only WORDS] [--seconds N] [--rounds N] [--peers DIR]
                                   [--nats-server FILE] [--bin DIR] [--examples DIR]
               sauro-bench echo SOCKET
               sauro-bench page FILE
               sauro-bench pages DIR

        scale measures a suite of real processes: reads and writes at each number of instances of a service, cell after
        cell, round after round, and prints the measurements as JSON; progress goes to standard error.
        claims measures what a claim costs at each stage of its way, beside a plain program in Python that adjudicates
        the same envelope to the same sum; one processor each, but for the import.
        contest measures the suite beside other software and beside the limits of what it is made of.
        echo serves at a gateway's socket for services what contest calls, until its standard input ends.
        page prints the tables of docs/benchmarks.md and docs/capacity.md from such a file; pages
        writes them into the pages in a folder, from the three files that lie there.

          --instances A,B   of the service that is called (default: 1,2,4)
          --seconds N       of each cell in each round, 1 to 600 (default: 3)
          --rounds N        of which the medians count, 1 to 100 (default: 5)
          --lanes N         calls under way at once, 1 to 4096 (default: 32)
          --database URL    measures PostgreSQL too, at postgresql://...
          --server PID      PostgreSQL's first process, to count what its family costs the processors
          --examples DIR    with claims/golden-claim.xml (default: examples)
          --python FILE     the program in Python (default: Tests/Bench/Python/adjudicate.py)
          --quick           only beside libzmq and Foundation
          --only WORDS      contests with these words in their name
          --peers DIR       the programs of Benchmarks (default: Benchmarks/.build/release)
          --nats-server F   NATS's server (default: /usr/sbin/nats-server)
          --bin DIR         where sauro and its services lie (default: beside sauro-bench)
        """

    struct Mistake: Error { let message: String }

    init(_ arguments: some Collection<String>) throws(Mistake) {
        var rest = Array(arguments)[...]
        guard let word = rest.popFirst() else {
            throw Mistake(message: "it wants scale, claims, contest, page or pages")
        }
        if ["--help", "-h"].contains(word) {
            help = true
            return
        }
        guard let verb = Verb(rawValue: word) else {
            throw Mistake(message: "\"\(word)\" is neither scale, claims, contest, page nor pages")
        }
        self.verb = verb
        while let flag = rest.popFirst() { try take(flag, &rest) }
        guard help || [.page, .pages, .echo].contains(verb) == (file != nil) else {
            throw Mistake(message: "page, pages and echo, and only these, take a place")
        }
    }

    private mutating func take(_ flag: String, _ rest: inout ArraySlice<String>) throws(Mistake) {
        switch flag {
        case "--help", "-h": help = true
        case "--instances": instances = try Self.numbers(of: flag, &rest)
        case "--seconds": seconds = try Self.number(of: flag, in: 1...600, Self.value(of: flag, &rest))
        case "--rounds": rounds = try Self.number(of: flag, in: 1...100, Self.value(of: flag, &rest))
        case "--lanes": lanes = try Self.number(of: flag, in: 1...4096, Self.value(of: flag, &rest))
        case "--database": database = try Self.value(of: flag, &rest)
        case "--server": server = Int32(try Self.number(of: flag, in: 1...4_194_304, Self.value(of: flag, &rest)))
        case "--examples": examples = try Self.value(of: flag, &rest)
        case "--python": python = try Self.value(of: flag, &rest)
        case "--peers": peers = try Self.value(of: flag, &rest)
        case "--nats-server": natsServer = try Self.value(of: flag, &rest)
        case "--quick": isQuick = true
        case "--only": only = try Self.value(of: flag, &rest)
        case "--bin": bin = try Self.value(of: flag, &rest)
        default:
            guard [.page, .pages, .echo].contains(verb), file == nil, !flag.hasPrefix("-") else {
                throw Mistake(message: "\(flag) is no option")
            }
            file = flag
        }
    }

    private static func numbers(of flag: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> [Int] {
        var numbers: [Int] = []
        for word in try value(of: flag, &rest).split(separator: ",") {
            numbers.append(try number(of: flag, in: 1...16, String(word)))
        }
        return numbers
    }

    private static func value(of flag: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else { throw Mistake(message: "\(flag) needs a value") }
        return value
    }

    private static func number(of flag: String, in range: ClosedRange<Int>, _ text: String) throws(Mistake) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Mistake(message: "\(flag) takes \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
