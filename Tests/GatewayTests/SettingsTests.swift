// Flag over environment over file over default.

import Exposition
import Foundation
import MessageSchema
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Settings")
struct SettingsTests {
    private static let text = """
        data: /file
        output: json
        timeout: 5s
        contexts:
          north:
            data: /north
            as: clerk
        """
    private static let path = "/config.yaml"

    private func settings(
        _ flags: SettingFlags = .init(), _ environment: [String: String] = [:], file: String? = text
    ) throws -> Settings {
        let config = try file.map { try ConfigFile(text: $0, path: Self.path) } ?? .absent(Self.path)
        return try Settings(flags: flags, environment: environment, file: config)
    }

    @Test("a flag wins over the environment, that over the file, that over the default")
    func precedence() throws {
        let environment = ["SAURO_DATA": "/environment", "HOME": "/home"]
        #expect(try settings(.init(data: "/flag"), environment).data == .init(value: "/flag", origin: .flag("data")))
        #expect(
            try settings(.init(), environment).data == .init(value: "/environment", origin: .environment("SAURO_DATA")))
        #expect(try settings().data == .init(value: "/file", origin: .file(path: Self.path, context: nil)))
        #expect(
            try settings(.init(), ["HOME": "/home"], file: nil).data
                == .init(value: "/home/.local/share/sauro", origin: .standard))
        #expect(
            try settings(.init(), ["HOME": "/home", "XDG_DATA_HOME": "/xdg"], file: nil).data.value == "/xdg/sauro")
    }

    @Test("a context wins over the top of the file, and may come from a flag or the environment")
    func contexts() throws {
        let north = try settings(.init(context: "north"))
        #expect(north.data == .init(value: "/north", origin: .file(path: Self.path, context: "north")))
        #expect(north.actAs.value == "clerk")
        #expect(north.output.value == .json)
        #expect(try settings(.init(), ["SAURO_CONTEXT": "north"]).data.value == "/north")
        #expect(try settings(file: "context: north\n" + Self.text).data.value == "/north")
        let error = #expect(throws: UsageError.self) { try settings(.init(context: "nort")) }
        #expect(error?.message == "there is no context \"nort\" (flag --context); did you mean north?")
    }

    private static let address = "tcp://127.0.0.1:5570/" + String(repeating: "1a", count: 32)

    @Test("gateways come from flag, environment and file like every setting, by commas or as a list")
    func gateways() throws {
        let (one, two) = (Self.address, "/run/client.ipc")
        #expect(
            try settings(.init(gateways: "\(one),\(two)")).gateways
                == .init(value: [one, two], origin: .flag("gateway")))
        #expect(try settings(.init(), ["SAURO_GATEWAY": one, "SAURO_KEY": "/k"]).gateways.value == [one])
        #expect(try settings(.init(), ["SAURO_KEY": "/k"]).key == .init(value: "/k", origin: .environment("SAURO_KEY")))
        let file = "contexts:\n  far:\n    gateways: [\"\(one)\", \"\(two)\"]\n    key: /k\n"
        let far = try settings(.init(context: "far"), file: file)
        #expect(far.gateways == .init(value: [one, two], origin: .file(path: Self.path, context: "far")))
        #expect(far.key.value == "/k")
        var flags = SettingFlags(gateways: one)
        flags.say(two, at: \.gateways)
        #expect(flags.gateways == "\(one),\(two)")
    }

    @Test("gateways go before the data folder, unless that is said by a stronger source")
    func routes() throws {
        func isFolder(_ flags: SettingFlags, _ environment: [String: String], file: String? = nil) throws -> Bool {
            if case .folder = try settings(flags, environment, file: file).route() { true } else { false }
        }
        let socket = "/run/client.ipc"
        #expect(try isFolder(.init(), [:]))
        #expect(try !isFolder(.init(gateways: socket), [:]))
        #expect(try !isFolder(.init(data: "/d", gateways: socket), [:]))
        #expect(try isFolder(.init(data: "/d"), ["SAURO_GATEWAY": socket]))
        #expect(try isFolder(.init(), ["SAURO_DATA": "/d"], file: "gateways: \(socket)\n"))
        #expect(try !isFolder(.init(), ["SAURO_GATEWAY": socket], file: "data: /d\n"))
    }

    @Test("an address or a key that is none is refused with who said it and what to do")
    func badRoutes() throws {
        let folder = TemporaryFolder()
        let open = folder.write("secret: \(String(repeating: "1a", count: 32))\n", to: "open.key")
        let none = folder.file("none.key")
        let wrong = folder.write("nothing\n", to: "wrong.key")
        chmod(open, 0o644)
        chmod(wrong, 0o600)
        let refusals: [(SettingFlags, String, String)] = [
            (.init(gateways: "tcp://h"), "a gateway is tcp://HOST:PORT/KEY", "the gateway prints its address"),
            (.init(gateways: "http://h:1"), "not \"http://h:1\" (flag --gateway)", "the gateway prints its address"),
            (
                .init(gateways: "tcp://h:1"), "tcp://h:1 lacks the gateway's public key: tcp://h:1/KEY",
                "the gateway prints"
            ),
            (.init(gateways: "tcp://h:1/12"), "a gateway is tcp://HOST:PORT/KEY", "the gateway prints its address"),
            (.init(gateways: Self.address), "calls over TCP need a key of your own", "--key, or SAURO_KEY"),
            (.init(gateways: Self.address, key: none), "No such file or directory (flag --key)", "sauro keys new NAME"),
            (.init(gateways: Self.address, key: open), "others than its owner may open it", "chmod 600"),
            (.init(gateways: Self.address, key: wrong), "no line `secret: `", "sauro keys new NAME"),
        ]
        for (flags, message, next) in refusals {
            let error = #expect(throws: UsageError.self) { try settings(flags).route() }
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "taken")")
            #expect(error?.next?.contains(next) == true, "\(error?.next ?? "none")")
        }
    }

    @Test("every setting has its variable")
    func variables() throws {
        let said = try settings(
            .init(), ["SAURO_OUTPUT": "jsonl", "SAURO_AS": "clerk", "SAURO_TIMEOUT": "250", "NO_COLOR": "1"])
        #expect(said.output == .init(value: .jsonl, origin: .environment("SAURO_OUTPUT")))
        #expect(said.actAs.value == "clerk")
        #expect(said.timeout == .init(value: 250, origin: .environment("SAURO_TIMEOUT")))
        #expect(said.hasColour == .init(value: false, origin: .environment("NO_COLOR")))
        #expect(try settings(.init(), ["NO_COLOR": "", "SAURO_DATA": ""]).hasColour.value)
        #expect(try settings(.init(), ["SAURO_DATA": ""]).data.value == "/file")
    }

    @Test("metrics and the log's form come from flag, environment and file, and are refused with who said it")
    func watching() throws {
        let environment = ["SAURO_METRICS": "127.0.0.1:2", "SAURO_LOG_FORMAT": "json"]
        let file = "metrics: \"127.0.0.1:3\"\nlogFormat: json\n"
        #expect(try settings().metrics.value == nil)
        #expect(try settings().logFormat == .init(value: .text, origin: .standard))
        #expect(
            try settings(.init(metrics: "127.0.0.1:1", logFormat: "text"), environment, file: file).metrics.value?.port
                == 1)
        #expect(try settings(.init(), environment, file: file).metrics.value?.port == 2)
        #expect(
            try settings(.init(), environment).logFormat
                == .init(value: .json, origin: .environment("SAURO_LOG_FORMAT")))
        #expect(
            try settings(file: file).metrics
                == .init(value: PageAddress("127.0.0.1:3"), origin: .file(path: Self.path, context: nil)))
        #expect(try settings(file: file).logFormat.value == .json)
        let address = #expect(throws: UsageError.self) { try settings(.init(metrics: "9464")) }
        #expect(address?.message.hasPrefix("\"9464\" is no address for metrics: write HOST:PORT") == true)
        #expect(address?.message.hasSuffix("(flag --metrics)") == true)
        let format = #expect(throws: UsageError.self) { try settings(.init(), ["SAURO_LOG_FORMAT": "xml"]) }
        #expect(format?.message == "the log's format is text or json, not \"xml\" (environment SAURO_LOG_FORMAT)")
    }

    @Test("each service's metrics have the port after the one before, whichever run")
    func ports() throws {
        let said = try settings(.init(metrics: "127.0.0.1:9464"))
        #expect(try MetricsPorts(said).flags(of: "registry") == ["--metrics", "127.0.0.1:9465"])
        #expect(try MetricsPorts(said).flags(of: UpCommand.known[3]) == ["--metrics", "127.0.0.1:9468"])
        #expect(try MetricsPorts(settings()).flags(of: "registry") == [])
        let last = try settings(.init(metrics: "127.0.0.1:65535"))
        #expect(throws: UsageError.self) { try MetricsPorts(last).flags(of: "registry") }
    }

    @Test(
        "waiting times have units",
        arguments: [
            ("250", 250), ("250ms", 250), ("10s", 10_000), ("1m", 60_000), ("2m", nil), ("0", nil), ("-1", nil),
            ("10 s", nil), ("s", nil), ("61s", nil),
        ] as [(String, Int64?)])
    func waitingTimes(text: String, milliseconds: Int64?) {
        #expect(WaitingTime.milliseconds(text) == milliseconds)
    }

    @Test(
        "a config file with a mistake is refused with its line",
        arguments: [
            ("gateways: {a: b}\n", "/config.yaml, line 1: gateways is a text or a list of texts"),
            ("data: /a\noutpt: json\n", "/config.yaml, line 2: there is no setting \"outpt\"; did you mean output?"),
            ("- a\n", "/config.yaml, line 1: the config file is a mapping"),
            ("data: [a]\n", "/config.yaml, line 1: data is a text"),
            ("contexts:\n  a:\n    context: b\n", "/config.yaml, line 3: a context names no context"),
            ("data: 'x\n", "/config.yaml, line 2, column 1: found unexpected end of stream"),
        ])
    func badFiles(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try ConfigFile(text: text, path: Self.path) }
        #expect(error?.message == message)
    }

    @Test("a malformed value names who said it")
    func malformed() {
        let output = #expect(throws: UsageError.self) { try settings(.init(), ["SAURO_OUTPUT": "xml"]) }
        #expect(output?.message == "output is text, json, jsonl or none, not \"xml\" (environment SAURO_OUTPUT)")
        let timeout = #expect(throws: UsageError.self) { try settings(.init(timeout: "2h")) }
        #expect(timeout?.message == "\(WaitingTime.form), not \"2h\" (flag --timeout)")
    }

    @Test("config show --origin says which source won, and flags may stand before the command")
    func show() async {
        let folder = TemporaryFolder()
        let file = folder.write("output: text\n", to: "sauro/config.yaml")
        let shell = Shell(environment: ["XDG_CONFIG_HOME": folder.path, "SAURO_AS": "clerk", "HOME": "/home"])
        let outcome = await shell.sauro(["--data", "/d", "config", "show", "--origin"])
        #expect(
            outcome.output == """
                SETTING    VALUE         ORIGIN
                data       /d            flag --data
                database   -             default
                gateways   -             default
                key        -             default
                output     text          file \(file)
                as         clerk         environment SAURO_AS
                timeout    10000 ms      default
                metrics    -             default
                logFormat  text          default
                context    -             default
                colour     on terminals  default

                """)
    }
}
