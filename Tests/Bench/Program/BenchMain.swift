// `make bench`: measures the suite at several sizes, and writes the pages of its figures.

import BenchKit
import Fabric
import Foundation
import SuiteGround

@main
struct BenchMain {
    static func main() async {
        do throws(Options.Mistake) {
            let options = try Options(CommandLine.arguments.dropFirst())
            if options.help { return print(Options.usage) }
            exit(await perform(options))
        } catch {
            Console.say("\(error.message)\n\n\(Options.usage)")
            exit(2)
        }
    }

    private static func perform(_ options: Options) async -> Int32 {
        do {
            switch options.verb {
            case .scale: try await scale(options)
            case .claims: try await claims(options)
            case .contest: try await printed { try await ContestRun(options: options, folder: $0).perform() }
            case .echo: try await EchoService.serve(at: try .ipc(options.file ?? ""))
            case .pages: try Pages(folder: options.file ?? "").write()
            case .page: try page(options.file ?? "")
            }
            return 0
        } catch {
            Console.say("the bench did not come to its end: \(error)")
            return 1
        }
    }

    private static func scale(_ options: Options) async throws {
        try await printed { try await ScaleRun(options: options, folder: $0).perform() }
    }

    private static func claims(_ options: Options) async throws {
        try await printed { try await ClaimRun(options: options, folder: $0).perform() }
    }

    /// Prints what a run in a folder of its own measured.
    private static func printed(_ run: (_ folder: String) async throws -> some Encodable) async throws {
        var template = Array("/tmp/sauro-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble("cannot make a folder under /tmp") }
        let folder = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer {
            Child.killAll()
            // A folder that stays is in nobody's way, and /tmp is emptied by the machine.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(try await run(folder)), as: UTF8.self))
    }

    private static func page(_ file: String) throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Trouble("there is no file \(file) that can be read; sauro-bench scale > FILE makes one")
        }
        if let figures = try? JSONDecoder().decode(ClaimFigures.self, from: data) { return print(figures.table) }
        if let figures = try? JSONDecoder().decode(ContestFigures.self, from: data) {
            return print(figures.table + "\n\n" + figures.settings)
        }
        let measurements = try JSONDecoder().decode(Measurements.self, from: data)
        print(measurements.table + "\n\n" + Capacity(measurements).page)
    }
}
