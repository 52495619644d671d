// The eight commands as frames, and what is none of them.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct WorkerFramesTests {
    static let all: [WorkerFrames] = [
        .ready(announcement()), .request(id: 1, head: bytes("{}"), body: [1]),
        .reply(id: .max, body: []),
        .park(id: 2), .giveBack(id: 3), .heartbeat, .drain, .bye,
    ]

    @Test(arguments: all) func `A command is read as it was written`(message: WorkerFrames) {
        #expect(WorkerFrames(message.frames, discarded: 0) == message)
    }

    @Test(arguments: zip(all, 1...8)) func `A command is SROW01 and its number`(
        message: WorkerFrames, number: Int
    ) {
        #expect(message.frames[0] == bytes("SROW01"))
        #expect(message.frames[1] == [UInt8(number)])
    }

    @Test func `An id is eight bytes, most significant first`() {
        #expect(WorkerFrames.park(id: 0x0102).frames[2] == [0, 0, 0, 0, 0, 0, 1, 2])
    }

    static let malformed: [Frames] = [
        [], [[]], [bytes("SROW01")], [bytes("SROW02"), [6]], [bytes("SROW01"), [0]],
        [bytes("SROW01"), [9]],
        [bytes("SROW01"), [6, 6]], [bytes("SROW01"), [6], []], [bytes("SROW01"), [4], [1, 2, 3]],
        [bytes("SROW01"), [3], [0, 0, 0, 0, 0, 0, 0, 1]], [bytes("SROW01"), [3], [0, 0, 0, 0, 0, 0, 0, 1], [], []],
        [bytes("SROW01"), [1], bytes("{}")],
        [bytes("SROW01"), [1], bytes("no")], [[], bytes("SROW01"), [6]],
    ]

    @Test(arguments: malformed) func `Anything else is nothing`(frames: Frames) {
        #expect(WorkerFrames(frames, discarded: 0) == nil)
    }

    @Test func `Frames thrown away make a message malformed`() {
        #expect(WorkerFrames(WorkerFrames.heartbeat.frames, discarded: 1) == nil)
    }
}
