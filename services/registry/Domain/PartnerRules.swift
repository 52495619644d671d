// The rules about partners: one file a code, and who sees how a partner is reached.

public import MessageSchema

/// Why a rule about partners says no.
public enum PartnerRejection: Rejection {
    case notFound(PartnerCode)
    case codeTaken(PartnerCode)

    public var name: String {
        switch self {
        case .notFound: "registry.partner.notFound"
        case .codeTaken: "registry.partner.codeTaken"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let code): "There is no partner \(code)."
        case .codeTaken(let code): "A partner has the code \(code)."
        }
    }
}

/// Decides about partners.
public enum PartnerRules {
    /// A file may be opened for a partner with a code that was never given.
    public static func register(_ request: RegisterPartner, isTaken: Bool) throws(PartnerRejection) -> Partner {
        guard !isTaken else { throw .codeTaken(request.code) }
        return Partner(
            code: request.code, name: request.name, kind: request.kind, unit: request.unit, since: request.since,
            contact: request.contact)
    }
}

extension Partner {
    /// The file as one sees it who may not read of persons: a contact is often one.
    public var withoutPersonalData: Partner {
        var shown = self
        shown.contact = nil
        return shown
    }
}
