// The JSON-RPC 2.0 envelope as this wire has it, the one place that reads and writes it: the
// gateway uses it when it must answer in a service's stead, the service frame for every request,
// the client for every answer.

public import MessageSchema
public import WireJSON

/// JSON-RPC 2.0 (jsonrpc.org/specification) with `params._meta`.
public enum JSONRPC {
    /// The bounds of a body.
    public struct Limits: Sendable {
        /// Bytes of a request's body or of an answer's; one byte more is `tooLarge`.
        public var bodyBytesMax = 1 << 20
        /// Entries of a batch; one more and the whole batch is `tooLarge`.
        public var batchEntriesMax = 100

        public init() {}
    }

    /// One request of a body, its envelope found to be right.
    public struct Request: Sendable {
        /// A string or a number, byte for byte as it came.
        public var id: RawJSON
        public var method: String
        /// An object; nil when it was left out, which means `{}`.
        public var params: JSONNode?
        /// `params._meta`.
        public var metadata: CallMetadata

        public init(id: RawJSON, method: String, params: JSONNode?, metadata: CallMetadata) {
            self.id = id
            self.method = method
            self.params = params
            self.metadata = metadata
        }
    }

    /// Why a request was refused before it was run, and under which id to say so.
    public struct Refusal: Error, Sendable, Equatable {
        /// nil is answered as `null`: there was no id, or it could not be found.
        public var id: RawJSON?
        public var failure: Failure

        public init(id: RawJSON?, _ failure: Failure) {
            self.id = id
            self.failure = failure
        }
    }

    /// What a body holds.
    public enum Body: Sendable {
        case single(Result<Request, Refusal>)
        /// 1 to `batchEntriesMax` entries in their order.
        case batch([Result<Request, Refusal>])
    }
}
