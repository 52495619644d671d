// Methods of the frame answer for now: a caller who asks for another time is told so, instead of getting an answer that
// looks like one.

import Fabric
import MessageSchema
import ServiceKit
import ServiceTesting
import Testing
import WireJSON

@Suite("A method of the frame")
struct TimeNotTakenTests {
    /// A well-formed request of each method.
    private static let requests: [(method: String, params: [UInt8])] =
        [(OpenRPC.discover, Array("{}".utf8))] + Notes.frameMethods.map { ($0.name.text, params(of: $0)) }

    private static func params<M: Method>(of method: M.Type) -> [UInt8] {
        try! WireJSON.encode(M.example.request)
    }

    private static let times = [
        CallMetadata(asOf: try! CalendarDate("2025-01-01")), CallMetadata(knownAt: .sequence(1)),
    ]

    @Test("takes neither `asOf` nor `knownAt`", arguments: requests.map(\.method))
    func refused(method: String) async throws {
        let sample = try await QueueSample(notes: 1)
        let before = try await sample.notes.store.contents()
        let params = try #require(Self.requests.first { $0.method == method }).params
        for time in Self.times {
            let body = JSONRPC.request(
                id: RawJSON(unsafeUnchecked: Array("1".utf8)), method: method, params: params, metadata: time)
            let answer = try WireJSON.parse(
                Array(await sample.notes.raw(String(decoding: body, as: UTF8.self)).utf8))
            let failure = try #require(try answer["error"]?.decode(Failure.self), "\(method) answers all the same")
            #expect(failure.name == "frame.time.notTaken" && failure.kind == .invalidParams)
            #expect(failure.message == "\(method) takes neither `asOf` nor `knownAt`")
        }
        #expect(try await sample.notes.store.contents() == before)
    }

    @Test("is one of twenty-two")
    func all() { #expect(Self.requests.count == 22) }
}
