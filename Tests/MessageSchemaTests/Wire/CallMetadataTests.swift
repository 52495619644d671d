// The trace id in a caller's trace context, by the form of W3C Trace Context, section 3.2.

import MessageSchema
import Testing

@Suite struct CallMetadataTests {
    private static let id = "0af7651916cd43dd8448eb211c80319c"

    @Test(arguments: ["00-\(id)-b7ad6b7169203331-01", "00-\(id)-b7ad6b7169203331-00"])
    func theTraceIdIsTheSecondPartOfATraceContext(traceparent: String) {
        let metadata = CallMetadata(traceparent: traceparent)
        #expect(metadata.traceId == Self.id && metadata.trace == traceparent)
    }

    @Test(arguments: [
        nil, "", id, "00-\(id)", "00-\(id)-b7ad6b7169203331", "00-\(id)-b7ad6b7169203331-01-x",
        "00-\(id.uppercased())-b7ad6b7169203331-01", "00-\(id.dropLast())-b7ad6b7169203331-01",
        "00-0123456789 12 characters of text-b7ad6b7169203331-01", "00-\(id)-b7ad6b716920333-01",
        "00-\(id)-b7ad6b7169203331-0g", "-\(id)-b7ad6b7169203331-01",
    ])
    func whatHasNotTheFormOfATraceContextHasNoTraceId(traceparent: String?) {
        let metadata = CallMetadata(traceparent: traceparent)
        #expect(metadata.traceId == nil && metadata.trace == nil)
    }
}
