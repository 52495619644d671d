// The pauses between attempts.

import Testing

@testable import NotificationsDomain

@Suite struct DeliveryRulesTests {
    @Test("Pauses double up to the longest, chance takes half at most, and the last attempt has none")
    func pauses() {
        let settings = DeliverySettings()
        let longest = (1...10).map { DeliveryRules.pause(after: $0, settings) { $0.upperBound } }
        #expect(
            longest == [2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, nil])
        #expect(DeliveryRules.pause(after: 3, settings) { $0.lowerBound } == 4000)
    }

    @Test("All attempts take about a quarter of an hour")
    func whole() {
        let settings = DeliverySettings()
        let sum = (1...9).compactMap { DeliveryRules.pause(after: $0, settings) { $0.upperBound } }.reduce(0, +)
        #expect(sum == 810_000)
    }
}
