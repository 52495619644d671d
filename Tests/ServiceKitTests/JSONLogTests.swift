// Logs as JSON: an object a line, whatever is in it.

import Logging
import MessageSchema
import Testing
import WireJSON

@testable import ServiceKit

@Suite("The log as JSON")
struct JSONLogTests {
    private let lines = Locked<[String]>([])

    private var logger: Logger {
        var logger = Logger(label: "tasks") { label in
            JSONLogHandler(service: label, machineTime: { 1_735_689_600_123 }) { bytes in
                lines.change { $0.append(String(decoding: bytes, as: UTF8.self)) }
            }
        }
        logger.logLevel = .debug
        return logger
    }

    @Test("has time, level, service, message and metadata by name")
    func whole() {
        logger.info("ready", metadata: ["methods": "12", "a": "b"])
        #expect(
            lines.value == [
                #"{"ts":"2025-01-01T00:00:00.123Z","level":"info","service":"tasks","message":"ready","#
                    + #""metadata":{"a":"b","methods":"12"}}"# + "\n"
            ])
    }

    @Test("keeps what was begun with beside what is said now, and nothing below its level")
    func metadata() throws {
        var logger = logger
        logger[metadataKey: "instance"] = "i"
        logger.trace("silent")
        logger.error("loud", metadata: ["cause": "c"])
        #expect(lines.value.count == 1)
        let line = try WireJSON.parse(Array(lines.value[0].utf8))
        #expect(line["metadata"]?["instance"]?.string == "i" && line["metadata"]?["cause"]?.string == "c")
    }

    @Test(
        "has the trace's id beside the trace",
        arguments: [
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736"),
            ("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ])
    func trace(trace: String, id: String) throws {
        logger.notice("denied", metadata: ["trace": "\(trace)"])
        #expect(try WireJSON.parse(Array(lines.value[0].utf8))["traceId"]?.string == id)
    }

    @Test("is one line whatever is said, and says it again when it is read")
    func escapes() throws {
        let said = "a\"b\\c\nd\re\tf\u{0}g\u{1B}[31m\u{2028}h Sở Y tế 🏥"
        logger.warning("\(said)", metadata: ["k\"\n": "\(said)"])
        let line = lines.value[0]
        #expect(line.unicodeScalars.filter { $0 == "\n" || $0 == "\r" }.count == 1 && line.last == "\n")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        let read = try WireJSON.parse(Array(line.utf8))
        #expect(read["message"]?.string == said)
        #expect(read["metadata"]?["k\"\n"]?.string == said)
    }
}
