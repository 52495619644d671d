// `sauro top`: the suite on a screen, drawn anew every second.

import ArgumentParser
import MessageSchema
import Surroundings
import WireJSON

struct TopCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Watch the suite on a screen that is drawn anew every second.",
        discussion: """
            Calls, failures and times are of each instance since the last look, lag is how many events it is behind \
            the journals that it follows, age is that of the oldest event that a consumer has not settled. q or Ctrl-C \
            leaves. Without a terminal: --once prints one picture, -o jsonl a line each time.
            """)
    @Option(help: "How often to look: 500ms, 1s, 10s.") var interval: String = "1s"
    @ArgumentParser.Flag(help: "Print one picture and leave.") var once = false
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        guard let pause = WaitingTime.milliseconds(interval), pause >= Self.intervalMin else {
            throw UsageError("--interval is a time from 100ms to 60s, not \"\(interval.onOneLine)\"")
        }
        let form = settings.output.value
        guard once || form == .jsonl || form == .json || context.console.outputColumns != nil else {
            throw UsageError("there is no terminal to draw on", next: "sauro top --once, or sauro top -o jsonl")
        }
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let watch = SuiteWatch(connection: connection)
        let run = TopRun(watch: watch, context: context, settings: settings, pause: pause)
        return try await context.untilInterrupted(.ok) {
            switch form {
            case .jsonl where !once: try await run.stream()
            case .text where !once: try await run.live()
            default: try await run.once()
            }
        }
    }

    /// A look asks every instance; more often than that it would be what is seen.
    private static let intervalMin: Int64 = 100
}

/// A run of top.
private struct TopRun: Sendable {
    let watch: SuiteWatch
    let context: CommandContext
    let settings: Settings
    /// Milliseconds between looks.
    let pause: Int64

    /// Milliseconds between looks at the keyboard and the screen's size.
    private static let keyMilliseconds: Int64 = 50

    private func look() async throws(Failure) -> TopSample {
        let status = try await watch.status()
        let places = SuiteWatch.places(status).filter { $0.service != GatewayContract.service }
        let answers = await watch.ask("instance.show", of: places, as: InstanceReport.self)
        return TopSample(
            taken: context.surroundings.monotonic(), time: context.surroundings.machineInstant, status: status,
            answers: answers)
    }

    /// Two looks, for there are no rates in one.
    func once() async throws -> MessageSchema.ExitCode {
        let first = try await look()
        guard await Pause.take(milliseconds: pause) else { return .cancelled }
        let picture = TopPicture(try await look(), since: first)
        switch settings.output.value {
        case .text:
            let text = TopText(paper: context.paper(settings), columns: context.console.outputColumns)
            context.console.print(text.lines(picture, foot: ""))
        case .json, .jsonl: context.console.print(json: picture.json, pretty: settings.output.value == .json)
        case .none: break
        }
        return .ok
    }

    func stream() async throws -> MessageSchema.ExitCode {
        var before = try await look()
        while await Pause.take(milliseconds: pause) {
            let now = try await look()
            guard context.console.print(json: TopPicture(now, since: before).json, pretty: false) else { return .ok }
            before = now
        }
        return .ok
    }

    func live() async throws -> MessageSchema.ExitCode {
        guard let screen = LiveScreen(context.console) else {
            throw UsageError("there is no terminal to draw on", next: "sauro top --once, or sauro top -o jsonl")
        }
        defer { screen.leave() }
        var before: TopSample?
        var picture: TopPicture?
        while !Task.isCancelled {
            var trouble: String?
            do throws(Failure) {
                let now = try await look()
                picture = TopPicture(now, since: before)
                before = now
            } catch { trouble = "\(error.message.onOneLine) (\(error.name))" }
            // A suite that never answered is an error like everywhere; one that stopped answering may come back.
            if picture == nil, trouble != nil { _ = try await watch.status() }
            guard await show(picture, trouble, on: screen) else { break }
        }
        return .ok
    }

    /// Draws until it is time for the next look; false when it is time to leave.
    private func show(_ picture: TopPicture?, _ trouble: String?, on screen: LiveScreen) async -> Bool {
        let end = context.surroundings.monotonic() + pause
        var drawn: (columns: Int, lines: Int)?
        while true {
            let size = screen.size
            if drawn.map({ $0 != size }) ?? true {
                let paper = Paper(width: size.columns, hasColour: settings.hasColour.value)
                let text = TopText(paper: paper, columns: size.columns, height: size.lines)
                guard screen.show(text.lines(picture, foot: foot, trouble: trouble)) else { return false }
                drawn = size
            }
            guard let keys = screen.keys(), !keys.contains(where: { Self.leaving.contains($0) }) else { return false }
            let left = end - context.surroundings.monotonic()
            if left <= 0 { return true }
            guard await Pause.take(milliseconds: min(left, Self.keyMilliseconds)) else { return false }
        }
    }

    private var foot: String {
        "q leaves; every " + (pause % 1000 == 0 ? "\(pause / 1000) s" : "\(pause) ms")
    }

    /// q, Q, and Ctrl-D.
    private static let leaving: Set<UInt8> = [0x71, 0x51, 0x04]
}
