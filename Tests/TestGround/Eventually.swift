// Awaiting a condition: tests never wait for time.

import Surroundings

/// The condition never held.
public struct InVain: Error, CustomStringConvertible {
    public let description: String
}

/// Looks again and again until the condition holds; throws after two minutes.
public func eventually(_ what: String = "a condition", _ condition: () async throws -> Bool) async throws {
    let end = Surroundings.live.monotonic() + 120_000
    while try await !condition() {
        guard Surroundings.live.monotonic() < end else { throw InVain(description: "waited in vain for \(what)") }
        try await Task.sleep(for: .milliseconds(2))
    }
}
