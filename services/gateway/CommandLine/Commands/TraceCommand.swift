// `sauro trace show`: one request through every service that it touched.

import ArgumentParser
import MessageSchema
import WireJSON

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Follow one request through the services.", subcommands: [Show.self])

    struct Show: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the timeline of one request through every service it touched.",
            discussion: """
                The id stands in an error's data.traceId, in the logs, and in an event's traceparent. What services \
                wrote is read from their journals and is complete; what they did besides is remembered by the \
                instances that run now, for a while, and each of them is asked. Exit code 3 when nobody knows the \
                trace, 8 when it is shown though somebody did not answer, 7 when nobody answered.
                """)
        @Argument(help: "The trace id, 32 hexadecimal digits, or a whole traceparent.") var id: String
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let trace = try Self.trace(id)
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            let watch = SuiteWatch(connection: connection)
            let status = try await watch.status()
            let answers = await watch.ask(
                "trace.show", ["trace": .string(trace.text)], of: SuiteWatch.places(status), as: TraceReport.self)
            let reports = answers.compactMap { answer in answer.reply.map { (place: answer.place, report: $0) } }
            if reports.isEmpty, let failure = answers.compactMap(\.failure).first { throw failure }
            let tree = TraceTree(reports)
            let outcome = Found(trace: trace, tree: tree, answers: answers, absent: SuiteWatch.absent(status))
            outcome.print(context, settings)
            return outcome.code
        }

        /// Reads an id as people copy it: a traceparent, or the id, in either case.
        static func trace(_ text: String) throws(UsageError) -> TraceID {
            let lower = text.lowercased()
            if let context = TraceContext(traceparent: lower) { return context.trace }
            do throws(ValueError) { return try TraceID(lower) } catch {
                throw UsageError(error.message.onOneLine, next: "copy it from data.traceId of an error, or from a log")
            }
        }
    }
}

/// What was found of a trace, and who was not heard.
private struct Found {
    let trace: TraceID
    let tree: TraceTree
    let answers: [InstanceAnswer<TraceReport>]
    /// Services without an instance.
    let absent: [String]

    private var isWhole: Bool { absent.isEmpty && answers.allSatisfy { $0.reply != nil } }

    var code: MessageSchema.ExitCode { !isWhole ? .partly : tree.roots.isEmpty ? .notFound : .ok }

    func print(_ context: CommandContext, _ settings: Settings) {
        switch settings.output.value {
        case .text:
            guard !tree.roots.isEmpty else {
                context.console.say("nobody who answered knows the trace \(trace)")
                break
            }
            let several = Dictionary(grouping: answers, by: \.place.service.text).filter { $0.value.count > 1 }
            context.console.print(
                TraceText(paper: context.paper(settings), several: Set(several.keys)).lines(tree, trace))
        case .json, .jsonl: context.console.print(json: json, pretty: settings.output.value == .json)
        case .none: break
        }
        context.sayUnanswered(answers)
        for service in absent { context.console.say("\(service) does not run: what it wrote is missing here") }
        for answer in answers where answer.reply?.isCut == true {
            context.console.say("\(answer.place.service) wrote more in this trace than an answer holds")
        }
    }

    private var json: JSONValue {
        .members([
            ("trace", .string(trace.text)), ("pieces", .array(tree.roots.map(Self.json))),
            ("answered", .array(answers.filter { $0.reply != nil }.map { .string(Self.name($0.place)) })),
            (
                "unanswered",
                .array((answers.filter { $0.reply == nil }.map { Self.name($0.place) } + absent).map(JSONValue.string))
            ),
        ])
    }

    private static func name(_ place: InstancePlace) -> String { "\(place.service)@\(place.instance)" }

    private static func json(_ node: TraceNode) -> JSONValue {
        .members([
            ("service", .string(node.service)), ("instance", node.instance.map { .string($0) }),
            ("span", .string(node.span.text)), ("kind", node.told.map { .string($0.kind.rawValue) }),
            ("name", node.told.map { .string($0.name) }), ("start", node.start.map { .string($0.text) }),
            ("microseconds", node.told.map { .integer($0.microseconds) }),
            ("waitedMilliseconds", node.told?.waitedMilliseconds.map { .integer($0) }),
            ("outcome", node.told.map { .string($0.outcome) }),
            ("event", (node.told?.event ?? node.event?.id).map { .string($0) }),
            (
                "entries",
                .array(
                    node.entries.map { entry in
                        .members([
                            ("id", .string(entry.id)), ("type", .string(entry.type)),
                            ("recorded", .string(entry.recorded.text)),
                        ])
                    })
            ),
            ("caused", .array(node.children.map(json))),
        ])
    }
}
