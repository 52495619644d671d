// `sauro queue` and `sauro letter`: named queues over a service's journal, and the events that used up their attempts.
// Every service has these methods, so the service is named first.

import ArgumentParser
import MessageSchema
import WireJSON

/// A command that is one call of a method which every service has.
protocol QueueVerb: CuratedCommand {
    typealias Parameter = (String, JSONValue?)
    /// The method's name without the service.
    static var method: String { get }
    var service: String { get }
    /// The method's parameters.
    var members: [Parameter] { get }
    var common: CommonFlags { get }
}

extension QueueVerb {
    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        try await QueueCall(service, Self.method, context, common).run(members)
    }
}

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Follow a service's journal by a named queue.",
        subcommands: [
            Subscribe.self, List.self, Next.self, Acknowledge.self, Release.self, Resume.self, Remove.self,
        ])

    struct Subscribe: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "subscribe", abstract: "Open a queue, or find it open with the same settings.")
        static let method = "queue.subscribe"
        @OptionGroup var place: QueuePlace
        @Option(help: "A type to carry, such as registry.unit.renamed or registry.unit.*; repeat for more.")
        var type: [String] = []
        @Option(help: "A subject of which to carry the events; repeat for more.") var subject: [String] = []
        @Option(help: "Begin after this sequence; 0 is the beginning. Left out: the journal's end.") var after: Int64?
        @Option(help: "Milliseconds for which an event is with who took it; 30000 when left out.")
        var visibility: Int64?
        @Option(help: "How often an event is handed out before it is a dead letter; 5 when left out.")
        var attempts: Int64?
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] {
            [
                place.member, ("types", type.isEmpty ? nil : .strings(type)),
                ("subjects", subject.isEmpty ? nil : .strings(subject)), ("after", after.map(JSONValue.integer)),
                ("visibilityMilliseconds", visibility.map(JSONValue.integer)),
                ("attemptsMax", attempts.map(JSONValue.integer)),
            ]
        }
    }

    struct List: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List your queues; who runs the suite sees everyone's.")
        static let method = "queue.list"
        @Argument(help: "The service, such as registry.") var service: String
        @OptionGroup var page: PageFlags
        @OptionGroup var common: CommonFlags

        var members: [Parameter] { page.members }
    }

    struct Next: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "next", abstract: "Take the next events of a queue.",
            discussion: "What is taken comes again unless its receipt is acknowledged in time.")
        @OptionGroup var place: QueuePlace
        @OptionGroup var owner: OwnerFlag
        @Option(help: "Events at most; 10 when left out.") var limit: Int64?
        @Option(help: "How long to wait when there is nothing: milliseconds, or with ms, s, m.") var wait: String?
        @Option(help: "The same key gives the same events once more.") var idempotencyKey: String?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let milliseconds = try wait.map { text in
                guard let milliseconds = WaitingTime.milliseconds(text) else {
                    throw UsageError("--wait: \(WaitingTime.form)")
                }
                return milliseconds
            }
            var call = QueueCall(place.service, "queue.next", context, common)
            call.wait = milliseconds
            call.idempotencyKey = idempotencyKey
            return try await call.run([
                place.member, owner.member, ("limit", limit.map(JSONValue.integer)),
                ("wait", milliseconds.map(JSONValue.integer)),
            ])
        }
    }

    struct Acknowledge: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "acknowledge", abstract: "Acknowledge events that were taken: they do not come again.")
        static let method = "queue.acknowledge"
        @OptionGroup var place: QueuePlace
        @Argument(help: "The receipts, as `next` gave them.") var receipts: [String]
        @OptionGroup var owner: OwnerFlag
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] { [place.member, owner.member, ("receipts", .strings(receipts))] }
    }

    struct Release: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Give back events that were taken: they come again at once.")
        static let method = "queue.release"
        @OptionGroup var place: QueuePlace
        @Argument(help: "The receipts, as `next` gave them.") var receipts: [String]
        @Option(help: "Why, without personal data.") var reason: String?
        @OptionGroup var owner: OwnerFlag
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] {
            [
                place.member, owner.member, ("receipts", .strings(receipts)),
                ("reason", reason.map(JSONValue.string)),
            ]
        }
    }

    struct Resume: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a queue go on after the service was restored from a copy.")
        static let method = "queue.resume"
        @OptionGroup var place: QueuePlace
        @Option(help: "The id that the journal has now.") var journal: String
        @OptionGroup var owner: OwnerFlag
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] { [place.member, owner.member, ("journal", .string(journal))] }
    }

    struct Remove: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Remove a queue, with what is in flight and its dead letters.")
        static let method = "queue.remove"
        @OptionGroup var place: QueuePlace
        @OptionGroup var owner: OwnerFlag
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] { [place.member, owner.member] }
    }
}

struct LetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter", abstract: "Look after dead letters: events that used up their attempts.",
        subcommands: [List.self, Show.self, Retry.self, Discard.self])

    struct List: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a queue's dead letters in the order of their events.")
        static let method = "letter.list"
        @OptionGroup var place: QueuePlace
        @OptionGroup var owner: OwnerFlag
        @OptionGroup var page: PageFlags
        @OptionGroup var common: CommonFlags

        var service: String { place.service }
        var members: [Parameter] { [place.member, owner.member] + page.members }
    }

    struct Show: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a dead letter with its event.")
        static let method = "letter.show"
        @Argument(help: "The service, such as registry.") var service: String
        @Argument(help: "The dead letter's id.") var letter: String
        @OptionGroup var common: CommonFlags

        var members: [Parameter] { [("letter", .string(letter))] }
    }

    struct Retry: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Put dead letters back into their queues.")
        static let method = "letter.retry"
        @Argument(help: "The service, such as registry.") var service: String
        @Argument(help: "The dead letters' ids.") var letters: [String]
        @OptionGroup var common: CommonFlags

        var members: [Parameter] { [("letters", .strings(letters))] }
    }

    struct Discard: QueueVerb {
        static let configuration = CommandConfiguration(
            commandName: "discard", abstract: "Discard dead letters for good; the journal keeps that and why.")
        static let method = "letter.discard"
        @Argument(help: "The service, such as registry.") var service: String
        @Argument(help: "The dead letters' ids.") var letters: [String]
        @Option(help: "Why, without personal data.") var reason: String
        @OptionGroup var common: CommonFlags

        var members: [Parameter] { [("letters", .strings(letters)), ("reason", .string(reason))] }
    }
}

/// Which queue of which service.
struct QueuePlace: ParsableArguments {
    @Argument(help: "The service, such as registry.") var service: String
    @Argument(help: "The queue's name.") var queue: String
    var member: (String, JSONValue?) { ("queue", .string(queue)) }
}

/// Whose queue.
struct OwnerFlag: ParsableArguments {
    @Option(help: "Whose queue; your own when left out, another's for who runs the suite.") var owner: String?
    var member: (String, JSONValue?) { ("owner", owner.map(JSONValue.string)) }
}

/// Which page of a list.
struct PageFlags: ParsableArguments {
    @Option(help: "Items at most; 100 when left out.") var limit: Int64?
    @Option(help: "Where the last page said that there are more.") var cursor: String?
    var members: [(String, JSONValue?)] {
        [("limit", limit.map(JSONValue.integer)), ("cursor", cursor.map(JSONValue.string))]
    }
}

/// One call of a method that every service has.
private struct QueueCall {
    let service: String
    /// The method's name without the service.
    let method: String
    let context: CommandContext
    let common: CommonFlags
    /// Milliseconds that the call waits in the service.
    var wait: Int64?
    var idempotencyKey: String?

    init(_ service: String, _ method: String, _ context: CommandContext, _ common: CommonFlags) {
        self.service = service
        self.method = method
        self.context = context
        self.common = common
    }

    func run(_ members: [(String, JSONValue?)]) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        guard let name = ServiceName(service) else { throw UsageError("\"\(service)\" is no name of a service") }
        guard name != GatewayContract.service else { throw UsageError("the gateway keeps no journal") }
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        var metadata = connection.metadata
        metadata.idempotencyKey = idempotencyKey
        if let wait, metadata.deadline == nil {
            metadata.deadline = min(wait + CallMetadata.deadlineDefault, CallMetadata.deadlineMax)
        }
        let (method, known, params) = ("\(name).\(method)", metadata, JSONValue.members(members))
        return try await context.untilCancelled {
            let reply = try await connection.call(name, method, params, known)
            show(reply, settings)
            return .ok
        }
    }

    private func show(_ reply: JSONValue, _ settings: Settings) {
        guard let items = reply["items"]?.array, settings.output.value != .json else {
            context.show(object: reply, settings)
            return
        }
        context.show(list: items, settings)
        guard settings.output.value == .text, !settings.isQuiet else { return }
        if items.isEmpty { context.console.say("none") }
        if let next = reply["nextCursor"]?.string {
            context.console.say("there are more: --cursor \(ShellWord.quoted(next))")
        }
    }
}

extension JSONValue {
    /// A list of texts.
    fileprivate static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
