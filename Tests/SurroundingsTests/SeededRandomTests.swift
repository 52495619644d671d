// The seeded generator gives the published numbers.

import Surroundings
import Testing

@Suite struct SeededRandomTests {
    /// The first outputs for seed 1234567, as the algorithm's reference implementation gives them.
    @Test func itIsTheAlgorithmItSaysItIs() {
        var random = SeededRandom(seed: 1_234_567)
        let first = (0..<3).map { _ in random.next() }
        #expect(first == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }
}
