// What the parsers promise of every input, as fuzzing checks it: a broken promise is an error with a sentence, which a
// test reports and libFuzzer's entry turns into a crash that keeps the input.

/// A promise that an input broke.
public struct BrokenPromise: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Throws the sentence if the promise does not hold.
public func promise(_ holds: Bool, _ sentence: @autoclosure () -> String) throws {
    guard holds else { throw BrokenPromise(sentence()) }
}

/// One run of a libFuzzer target: the bytes it made, and what is promised of them.
public func runOne(_ bytes: UnsafePointer<UInt8>?, _ count: Int, _ check: ([UInt8]) throws -> Void) -> CInt {
    do { try check(Array(UnsafeBufferPointer(start: bytes, count: count))) } catch {
        // Not a precondition: an optimised build would stop without saying which promise it was.
        fatalError("broken promise: \(error)")
    }
    return 0
}

/// Bytes as text for sentences, damaged where they are no UTF-8.
public func quoted(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(200), as: UTF8.self) }
