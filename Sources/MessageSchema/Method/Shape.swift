// The shape of a value on the wire, from which JSON Schema, command-line flags and help are made.

/// How a value looks on the wire.
public indirect enum Shape: Sendable, Hashable {
    public struct Text: Sendable, Hashable {
        public var pattern: String?
        /// The form in words.
        public var form: String
        public var sample: String
        public init(pattern: String?, form: String, sample: String) {
            self.pattern = pattern
            self.form = form
            self.sample = sample
        }
    }
    public struct Member: Sendable, Hashable {
        public var name: String
        public var shape: Shape
        public var isRequired: Bool
        public init(name: String, shape: Shape, isRequired: Bool) {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
        }
    }

    case string
    case text(Text)
    case boolean
    case integer(minimum: Int64?, maximum: Int64?)
    case number
    case words([String])
    case array(Shape)
    case dictionary(Shape)
    case object([Member])
    /// Several forms, such as an instant or a number.
    case any(of: [Shape])
    /// Any JSON value.
    case json
}
