// What a run of Thread Sanitizer is worth: threads that share a number under a Mutex or by way of continuations, which
// must be clean; that share it bare, which must be reported; and a child that does, which must be, too.

import Foundation
import Synchronization

/// A number that a lock guards, and one that nothing does.
// Not safe at all: `bare` is the race that is to be found.
final class Shared: @unchecked Sendable {
    let guarded = Mutex(0)
    var bare = 0
}

/// Made in one thread, read in another.
final class Answer: Sendable {
    let number: Int
    init(_ number: Int) { self.number = number }
}

func atOnce(_ body: @Sendable () -> Void) {
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
        for _ in 0..<20_000 { body() }
    }
}

let shared = Shared()
switch CommandLine.arguments.dropFirst().first {
case "mutex": atOnce { shared.guarded.withLock { $0 += 1 } }
case "continuation":
    // Some are resumed before the task comes to wait, some after.
    for number in 0..<2000 {
        let answer = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Answer(number)) }
            if number % 2 == 0 { sched_yield() }
        }
        precondition(answer.number == number)
    }
case "race": atOnce { shared.bare += 1 }
case "child":
    let child = try Process.run(URL(fileURLWithPath: CommandLine.arguments[0]), arguments: ["race"])
    child.waitUntilExit()
    exit(child.terminationStatus)
default: exit(2)
}
