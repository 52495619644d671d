// The frozen table of error kinds, and how an error crosses the wire.

import MessageSchema
import Testing
import WireJSON

@Suite struct ErrorKindTests {
    /// Kind, code, exit code, repetition: what clients in other languages have written down.
    static let frozen: [(ErrorKind, Int, ExitCode, ErrorKind.Repetition)] = [
        (.parseError, -32700, .usage, .no), (.invalidRequest, -32600, .usage, .no),
        (.methodNotFound, -32601, .usage, .no), (.invalidParams, -32602, .usage, .no),
        (.internalError, -32603, .failed, .withKey), (.notFound, -32001, .notFound, .no),
        (.forbidden, -32002, .notAllowed, .no), (.conflict, -32003, .conflict, .no), (.stale, -32004, .conflict, .no),
        (.rejected, -32005, .failed, .no), (.tooLarge, -32006, .usage, .no), (.overloaded, -32007, .unavailable, .yes),
        (.unavailable, -32008, .unavailable, .withKey), (.deadlineExceeded, -32009, .unavailable, .withKey),
    ]

    @Test func theTableIsAsItWasFrozen() {
        #expect(Self.frozen.map(\.0) == ErrorKind.allCases)
        for (kind, number, exit, repetition) in Self.frozen {
            #expect(kind.code == number)
            #expect(kind.exitCode == exit)
            #expect(kind.repetition == repetition)
        }
    }

    @Test func codesAreUniqueAndFoundAgain() {
        #expect(Set(ErrorKind.allCases.map(\.code)).count == ErrorKind.allCases.count)
        for kind in ErrorKind.allCases { #expect(ErrorKind(code: kind.code) == kind) }
        #expect(ErrorKind(code: -1) == nil)
    }

    @Test func exitCodesAreTheOnesScriptsKnow() {
        let expected: [ExitCode: Int32] = [
            .ok: 0, .failed: 1, .usage: 2, .notFound: 3, .notAllowed: 4, .conflict: 5, .findings: 6, .unavailable: 7,
            .partly: 8, .cancelled: 9,
        ]
        #expect(Dictionary(uniqueKeysWithValues: ExitCode.allCases.map { ($0, $0.rawValue) }) == expected)
    }

    @Test(arguments: ErrorKind.allCases)
    func aFailureComesBackAsItWent(kind: ErrorKind) throws {
        let failure = Failure(
            kind, name: "registry.unit.notYet", message: "Đơn vị chưa thành lập", details: ["unit": "HP-DOH"],
            retryAfter: 250, executed: .unknown, traceId: "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(try WireJSON.decode(Failure.self, from: WireJSON.encode(failure)) == failure)
        let bare = Failure.fabric(kind, "no")
        #expect(bare.name == "fabric.\(kind.rawValue)")
        #expect(try WireJSON.decode(Failure.self, from: WireJSON.encode(bare)) == bare)
    }

    @Test func aFailureIsAJSONRPCErrorObject() throws {
        let failure = Failure.fabric(.overloaded, "The queue is full.", retryAfter: 250)
        #expect(
            String(decoding: try WireJSON.encode(failure), as: UTF8.self) == """
                {"code":-32007,"message":"The queue is full.","data":{"kind":"overloaded",\
                "name":"fabric.overloaded","retryable":true,"retryAfter":250}}
                """)
    }

    @Test func anErrorWithoutDataIsNamedAfterItsKind() throws {
        let body = Array(#"{"code":-32601,"message":"no such method"}"#.utf8)
        let failure = try WireJSON.decode(Failure.self, from: body)
        #expect(failure.kind == .methodNotFound)
        #expect(failure.name == "fabric.methodNotFound")
    }

    @Test func anUnknownCodeIsAnInternalError() throws {
        let failure = try WireJSON.decode(Failure.self, from: Array(#"{"code":-32099,"message":"?"}"#.utf8))
        #expect(failure.kind == .internalError)
    }

    @Test(arguments: [
        (ErrorKind.overloaded, Failure.Executed?.none, true), (.unavailable, .no, true),
        (.unavailable, .unknown, false),
        (.unavailable, nil, false), (.deadlineExceeded, .unknown, false), (.conflict, .no, false),
        (.internalError, nil, false),
    ])
    func onlyWhatWasNotExecutedMayBeRepeatedWithoutAKey(kind: ErrorKind, executed: Failure.Executed?, may: Bool) {
        #expect(Failure.fabric(kind, "", executed: executed).isRetryable == may)
    }
}
