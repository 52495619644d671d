// `sauro bench`: what this installation does in a second, and how long its answers take, by the way that every program
// takes: a client, the gateway, a service and back.

import ArgumentParser
import MessageSchema
import Surroundings
import Synchronization
import WireJSON

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure this installation: calls a second, and how long they take.",
        discussion: """
            So many callers call at once, and each waits for its answer before it calls again. One call is made before \
            the measurement begins. The table has a row for each number of callers, times in milliseconds, from the \
            call to the answer in this process; with -o json an array of objects. Measure from another machine to see \
            what its users see.

            Exit codes: 0 all calls were answered well, 8 some failed, 9 interrupted; what was measured is printed.
            """,
        subcommands: [Calls.self, Writes.self, Queue.self, Claims.self])

    struct Calls: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "rpc", abstract: "Measure a method that reads.",
            discussion: """
                Without a method it is registry.unit.get of the first unit. In the parameters {n} becomes a number of \
                each call's own.
                """)
        @Argument(help: "The method, such as insurance.card.check.") var method: String?
        @Argument(help: "The parameters, a JSON object.") var params: String?
        @OptionGroup var load: LoadFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            if let method {
                let named = try BenchRun.find(method)
                guard named.effect == .reads else {
                    throw UsageError(
                        "\(method) writes", next: "sauro bench writes \(method) PARAMS --leave-records")
                }
            }
            return try await BenchRun(context, common.settings, load).calls(method, params, keyed: false) {
                (MethodWords.read, #"{"unit": "\#($0)"}"#)
            }
        }
    }

    struct Writes: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "writes", abstract: "Measure a method that writes; what it writes stays.",
            discussion: """
                Without a method it is registry.staff.register in the first unit: nurses who are called Bench. In the \
                parameters {n} becomes a number of each call's own, {run} a word of each run's own. Every call has an \
                idempotency key. Nothing takes the records away again: measure a copy of the suite (sauro backup, \
                sauro restore), or one that is there for it.
                """)
        @Argument(help: "The method, such as registry.staff.register.") var method: String?
        @Argument(help: "The parameters, a JSON object.") var params: String?
        @OptionGroup var consent: RecordsFlag
        @OptionGroup var load: LoadFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            if let method { _ = try BenchRun.find(method) }
            try consent.check()
            return try await BenchRun(context, common.settings, load).calls(method, params, keyed: true) {
                (MethodWords.write, #"{"unit": "\#($0)", "name": "Bench {run} {n}", "profession": "nurse"}"#)
            }
        }
    }

    struct Queue: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "queue", abstract: "Measure a queue over a journal: pages taken and acknowledged.",
            discussion: """
                The queue begins with the journal's first event, and is removed at the end. A call is a page taken and \
                acknowledged, both durable. With several callers they share the queue. It ends early where the \
                journal does.
                """)
        @Argument(help: "The service, such as registry.") var service: String = RegistryContract.service.text
        @Option(help: "Events a page.") var page: Int = 100
        @OptionGroup var load: LoadFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let journals = Catalogue.contracts.filter { $0.service != GatewayContract.service }
            guard let contract = journals.first(where: { $0.service.text == service }) else {
                throw UsageError(
                    "there is no service \"\(service.onOneLine)\" with a journal"
                        + NearestMatch.hint(service, among: journals.map { $0.service.text }))
            }
            guard (1...1000).contains(page) else { throw UsageError("--page takes 1 to 1000") }
            return try await BenchRun(context, common.settings, load).queue(contract, page: page)
        }
    }

    struct Claims: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "claims", abstract: "Measure claims from the envelope to the decision; they stay.",
            discussion: """
                A call imports the claim of the envelope under a key and a card number of its own: it is read, \
                checked, decided, posted and durable when it is answered. A claim that is not stored has failed. \
                Nothing takes the claims away again: measure a copy of the suite (sauro backup, sauro restore), or one \
                that is there for it.
                """)
        @Argument(help: "The envelope of one claim, such as examples/claims/golden-claim.xml.") var envelope: String
        @OptionGroup var consent: RecordsFlag
        @OptionGroup var load: LoadFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            try consent.check()
            guard let bytes = try FileText.readBytes(envelope, bytesMax: Bounds.inputBytesMax) else {
                throw UsageError("there is no file \(envelope)")
            }
            let run = BenchRun(context, common.settings, load)
            return try await run.claims(try EnvelopeTemplate(bytes, name: envelope, run: run.word))
        }
    }
}

/// How much is asked of the suite.
struct LoadFlags: ParsableArguments {
    @Option(help: "Callers at once, 1 to 1024; several numbers, by commas, give a row each.") var callers: String = "64"
    @Option(name: .customLong("for"), help: "How long each number of callers calls: 500ms, 5s, 1m.")
    var time: String = "5s"
    @Option(help: "Calls of each number of callers, in place of a time.") var calls: Int?

    /// The numbers of callers. Throws for what is none.
    func numbers() throws(UsageError) -> [Int] {
        let numbers = callers.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard numbers.allSatisfy({ (1...1024).contains($0) }) else {
            throw UsageError("--callers takes numbers of 1 to 1024, such as 1,8,64, not \"\(callers.onOneLine)\"")
        }
        return numbers
    }

    func limit() throws(UsageError) -> CallMeasurement.Limit {
        if let calls {
            guard calls > 0 else { throw UsageError("--calls takes 1 or more") }
            return .calls(calls)
        }
        guard let milliseconds = WaitingTime.milliseconds(time) else {
            throw UsageError("--for is a time up to 60s, such as 500ms or 5s, not \"\(time.onOneLine)\"")
        }
        return .milliseconds(milliseconds)
    }
}

/// Records that stay want a word of consent.
struct RecordsFlag: ParsableArguments {
    @ArgumentParser.Flag(help: "Write into this suite, for good.") var leaveRecords = false

    func check() throws(UsageError) {
        guard leaveRecords else {
            throw UsageError(
                "what this writes stays in the suite for good",
                next: "measure a copy of it, and say --leave-records there")
        }
    }
}

/// What is called where nothing is named.
private enum MethodWords {
    static let read = GetUnit.name.text
    static let write = RegisterStaff.name.text
}
