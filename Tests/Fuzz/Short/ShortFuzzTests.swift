// The short form of `make fuzz`, without libFuzzer: each target over its kept inputs and some thousand changes of them.

import Testing

/// The targets, by the names of their programs and of their folders of kept inputs.
enum FuzzTarget: String, CaseIterable {
    case frames
    case jsonRPC = "json-rpc"
    case envelope
    case principals

    func check(_ bytes: [UInt8]) throws {
        switch self {
        case .frames: try FramesProperties.check(bytes)
        case .jsonRPC: try JSONRPCProperties.check(bytes)
        case .envelope: try EnvelopeProperties.check(bytes)
        case .principals: try PrincipalsProperties.check(bytes)
        }
    }

    /// How many changed inputs are tried; an envelope takes a hundred times as long as the others.
    var changes: Int { self == .envelope ? 300 : 2000 }
}

@Suite("Parsers by chance")
struct ShortFuzzTests {
    @Test("no kept input breaks a promise", arguments: FuzzTarget.allCases)
    func kept(target: FuzzTarget) throws {
        let inputs = try KeptInput.all(of: target)
        #expect(inputs.count >= 20, "the kept inputs of \(target.rawValue) are gone")
        for input in inputs {
            #expect(throws: Never.self, "\(target.rawValue)/\(input.name)") { try target.check(input.bytes) }
        }
    }

    @Test("nor does a change of one", arguments: FuzzTarget.allCases)
    func changed(target: FuzzTarget) throws {
        let seed: UInt64 = 4
        let inputs = try KeptInput.all(of: target)
        var mutator = Mutator(seed: seed)
        for round in 0..<target.changes {
            let (one, other) = (inputs[mutator.next(inputs.count)], inputs[mutator.next(inputs.count)])
            let bytes = mutator.changed(one.bytes, with: other.bytes)
            do { try target.check(bytes) } catch {
                Issue.record("\(target.rawValue), seed \(seed), round \(round), from \(one.name): \(error)")
                return
            }
        }
        #expect(!inputs.isEmpty)
    }
}
