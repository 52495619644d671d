// `make chaos`: torments a suite of real processes by a seeded schedule while writers write, then counts what was lost,
// doubled, unexpected and recovered. Leaves with 0 only if nothing was, and everything else holds too.

import ChaosKit
import Dispatch
import Foundation
import SuiteGround
import Surroundings

@main
struct ChaosMain {
    static func main() async {
        do throws(Options.Mistake) {
            let options = try Options(CommandLine.arguments.dropFirst())
            if options.help { return print(Options.usage) }
            if options.visit != nil { exit(await visit(options)) }
            let reason = Namespace.enter(
                mounts: options.nemeses.contains(.disk), network: options.nemeses.contains(.partition))
            Console.say("seed \(options.seed), \(options.seconds) s")
            exit(await perform(options, withoutNamespaces: reason))
        } catch {
            Console.say("\(error.message)\n\n\(Options.usage)")
            exit(2)
        }
    }

    private static func visit(_ options: Options) async -> Int32 {
        do {
            let report = try await Visit(options).perform()
            print(options.json ? try report.json() : report.markdown)
            return report.holds ? 0 : 1
        } catch {
            Console.say("the visit did not come to its end: \(error)")
            return 1
        }
    }

    private static func perform(_ options: Options, withoutNamespaces reason: String?) async -> Int32 {
        let place: Place
        do { place = try Place(options.folder) } catch {
            Console.say("\(error)")
            return 1
        }
        let watch = Interruption { place.leave() }
        defer { withExtendedLifetime(watch) { place.leave() } }
        do {
            let report = try await ChaosRun(options, folder: place.folder, withoutNamespaces: reason).perform()
            print(options.json ? try report.json() : report.markdown)
            return report.holds ? 0 : 1
        } catch {
            Console.say("the run did not come to its end: \(error)")
            place.tellLogs()
            return 1
        }
    }
}

/// The folder of a run.
struct Place: Sendable {
    let folder: String
    private let isKept: Bool

    /// A folder that is empty or not there; a temporary one when nil. A socket's path holds 107 bytes (unix(7)).
    init(_ wanted: String?) throws {
        isKept = wanted != nil
        let manager = FileManager.default
        guard let wanted else {
            var template = Array("/tmp/sauro-chaos-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { throw Trouble("cannot make a folder under /tmp") }
            folder = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return
        }
        folder = URL(fileURLWithPath: wanted).path
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard try manager.contentsOfDirectory(atPath: folder).isEmpty else { throw Trouble("\(folder) is not empty") }
    }

    /// Ends every process and removes what need not stay. What lies on small disks goes with them.
    func leave() {
        Child.killAll()
        if isKept { return Console.say("the data stays in \(folder)") }
        for service in Suite.services { umount2("\(folder)/\(service)", Self.detach) }
        do { try FileManager.default.removeItem(atPath: folder) } catch { Console.say("left behind: \(folder)") }
    }

    /// MNT_DETACH of umount2(2).
    private static let detach: Int32 = 2

    /// The last lines of every log, for a run that failed and whose folder goes.
    func tellLogs() {
        for name in Suite.everyone {
            let log = (try? String(contentsOfFile: "\(folder)/log/\(name).log", encoding: .utf8)) ?? ""
            for line in log.split(separator: "\n").suffix(5) { Console.say("  \(name) | \(line)") }
        }
    }
}

/// SIGINT and SIGTERM end the run with everything it started.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    init(_ leave: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Console.say("interrupted")
                leave()
                exit(9)
            }
            source.resume()
            return source
        }
    }
}
