// The one place that turns a rule's no, a broken request or a broken world into an error of the wire. Nothing internal
// crosses: what we do not expect becomes `internalError` with a trace id, and the cause goes to the log.

import Logging
import MessageSchema
import Storage
import WireJSON

struct Refusals: Sendable {
    private let service: ServiceName
    private let kinds: [String: ErrorKind]
    private let methods: Set<String>
    private let logger: Logger
    private let measures: ServiceMeasures?

    init(contract: any Contract.Type, logger: Logger, measures: ServiceMeasures? = nil) {
        self.measures = measures
        service = contract.service
        let cases = contract.errors + FrameErrors.all
        kinds = Dictionary(cases.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        methods = Set(contract.allMethods.map { $0.name.text })
        self.logger = logger
    }

    /// What was asked, by whom, under which trace: all that the log says of a request.
    struct Asked: Sendable {
        var method: String
        var principal: Principal
        /// The caller's trace context; nil if it gave none.
        var trace: String?
        /// The trace id in it, else one minted for the request; 32 hexadecimal digits.
        var traceId: String
    }

    /// The failure to answer with, under the caller's trace id. A denial is logged here, once a request.
    func failure(for error: any Error, of asked: Asked) -> Failure {
        var failure = logged(error, asked)
        if asked.trace != nil || Self.tracedAlways.contains(failure.kind) { failure.traceId = asked.traceId }
        return failure
    }

    /// What carries a trace id even if the caller gave none: what the log may have more of. What is not found is among
    /// them whether it was denied or is nowhere, so that the two look alike.
    private static let tracedAlways: Set<ErrorKind> = [.forbidden, .notFound, .internalError]

    private func logged(_ error: any Error, _ asked: Asked) -> Failure {
        switch error {
        case let denial as Authority.Denial:
            log(denial.reason, asked)
            return answer(to: denial.answer, asked)
        case let failure as Failure where failure.kind == .forbidden:
            log(.scope, asked)
            return failure
        default: return answer(to: error, asked)
        }
    }

    private func answer(to error: any Error, _ asked: Asked) -> Failure {
        switch error {
        case let failure as Failure: return failure
        case let rejection as any Rejection: return self.failure(rejection, asked)
        case let mismatch as WireJSONError: return Self.failure(mismatch)
        case StorageError.journalDamaged(let journal, let sequence, let difference):
            measures?.metDamage()
            log("the journal is damaged", error, asked)
            return damage(at: sequence, of: journal, difference)
        case StorageError.diskFull:
            log("the disk is full", error, asked)
            return .fabric(
                .unavailable, "the service's disk is full; nothing was stored", retryAfter: 1000, executed: .no)
        case StorageError.fileGone:
            log("the data is gone", error, asked)
            return .fabric(
                .unavailable, "the service cannot reach its data; nothing was stored", retryAfter: 1000, executed: .no)
        case let storage as StorageError:
            if let known = Self.failure(storage) { return known }
            return unexpected(error, asked)
        default: return unexpected(error, asked)
        }
    }

    private func failure(_ rejection: any Rejection, _ asked: Asked) -> Failure {
        guard let kind = kinds[rejection.name] else { return unexpected(rejection, asked) }
        return Failure(kind, name: rejection.name, message: rejection.message, details: rejection.details)
    }

    /// Parameters that do not fit: the member by its path, as the caller wrote it.
    private static func failure(_ mismatch: WireJSONError) -> Failure {
        let parts = mismatch.path.split(separator: "/").drop { $0 == "params" }
        let member = (["params"] + parts.map(String.init)).joined(separator: ".")
        return .fabric(
            .invalidParams, "\(member): \(mismatch.message)",
            details: ["member": .string(member), "offset": .integer(Int64(mismatch.offset))])
    }

    private static func failure(_ error: StorageError) -> Failure? {
        switch error {
        case .queueFull:
            .fabric(.overloaded, "too many writes are waiting", retryAfter: 100, executed: .no)
        case .connectionLost:
            .fabric(.unavailable, "the service's database cannot be reached", retryAfter: 1000, executed: .no)
        case .outcomeUnknown:
            .fabric(.unavailable, "the service's database was lost meanwhile", retryAfter: 1000, executed: .unknown)
        case .closed: .fabric(.unavailable, "the service is leaving", retryAfter: 500, executed: .no)
        case .keyReused:
            Failure(
                .conflict, name: "frame.key.reused",
                message: "the idempotency key was used for another request")
        case .foreignJournal(_, let current):
            Failure(
                .conflict, name: "frame.journal.foreign", message: "the journal is another one: it was restored",
                details: ["journal": .string(current)])
        case .pastHead(_, let head):
            Failure(
                .rejected, name: "frame.journal.pastHead", message: "`after` lies past the journal's head, \(head)",
                details: ["head": .integer(head)])
        case .knownAtPastHead(_, let head):
            Failure(
                .rejected, name: "frame.knowledge.ahead", message: "`knownAt` lies past the journal's head, \(head)",
                details: ["head": .integer(head)])
        case .eventTooLarge(_, let bytes, let bytesMax):
            .fabric(.tooLarge, "the change has \(bytes) bytes to record; \(bytesMax) are allowed")
        default: nil
        }
    }

    /// Logs what went wrong beside a request that is answered all the same.
    func note(_ what: String, cause: any Error) {
        logger.warning("\(what)", metadata: ["cause": "\(LoggedCause(cause))"])
    }

    /// Who was denied what, for operators; never the parameters.
    private func log(_ reason: Authority.Denial.Reason, _ asked: Asked) {
        var metadata = metadata(asked)
        metadata["principal"] = "\(asked.principal.name)"
        metadata["via"] = asked.principal.via.map { "\($0)" }
        metadata["missing"] = "\(reason)"
        logger.notice("denied", metadata: metadata)
    }

    /// A method that the contract does not have is a text of the caller's like any other.
    private func metadata(_ asked: Asked) -> Logger.Metadata {
        [
            "method": methods.contains(asked.method) ? "\(asked.method)" : "unknown",
            "trace": "\(asked.trace ?? asked.traceId)",
        ]
    }

    private func log(_ what: Logger.Message, _ cause: any Error, _ asked: Asked) {
        var metadata = metadata(asked)
        metadata["cause"] = "\(LoggedCause(cause))"
        logger.error(what, metadata: metadata)
    }

    /// An entry that the journal cannot vouch for. Asking again gives the same until the service is restored.
    private func damage(at sequence: Int64, of journal: String, _ difference: String) -> Failure {
        Failure(
            .internalError, name: "frame.journal.damaged",
            message: """
                entry \(sequence) of the journal \(journal) of the service \(service) is damaged: \(difference); \
                run `sauro audit verify \(service)`, then restore the service from a copy that verifies
                """,
            details: [
                "service": .string(service.text), "journal": .string(journal), "sequence": .integer(sequence),
            ])
    }

    private func unexpected(_ error: any Error, _ asked: Asked) -> Failure {
        log("request failed", error, asked)
        return .fabric(.internalError, "the service failed; its log has the cause", executed: .unknown)
    }
}
