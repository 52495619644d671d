// The three streams of a command: data to standard output, everything else to standard error.

import WireJSON

/// Where a command reads and writes.
public struct Console: Sendable {
    /// All of standard input, once.
    public var readInput: @Sendable () throws -> [UInt8]
    /// Writes data; false when nobody reads any more.
    public var writeOutput: @Sendable ([UInt8]) -> Bool
    /// Writes what is not data.
    public var writeErrors: @Sendable ([UInt8]) -> Void
    /// Columns of the terminal that standard output is; nil if it is none.
    public var outputColumns: Int?
    public var errorsAreTerminal: Bool

    public init(
        readInput: @escaping @Sendable () throws -> [UInt8], writeOutput: @escaping @Sendable ([UInt8]) -> Bool,
        writeErrors: @escaping @Sendable ([UInt8]) -> Void, outputColumns: Int? = nil, errorsAreTerminal: Bool = false
    ) {
        self.readInput = readInput
        self.writeOutput = writeOutput
        self.writeErrors = writeErrors
        self.outputColumns = outputColumns
        self.errorsAreTerminal = errorsAreTerminal
    }

    /// Prints lines of data.
    @discardableResult
    func print(_ lines: [String]) -> Bool {
        lines.isEmpty ? true : writeOutput(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Prints a text that ends its last line itself.
    @discardableResult
    func print(text: String) -> Bool { writeOutput(Array(text.utf8)) }

    /// Prints a JSON value and a line break.
    @discardableResult
    func print(json value: JSONValue, pretty: Bool) -> Bool { writeOutput(value.jsonBytes(pretty: pretty) + [10]) }

    /// Says a line on standard error.
    func say(_ line: String) { writeErrors(Array((line + "\n").utf8)) }
}
