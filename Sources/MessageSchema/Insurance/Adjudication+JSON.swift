// What came of claims, as it writes its own JSON, since it carries the load.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension AdjudicatedLine: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("table", table)
        json.member("number", number)
        json.member("name", name)
        json.member("total", total)
        json.member("inScope", inScope)
        json.member("level", level)
        json.member("ownCost", ownCost)
        json.member("copayment", copayment)
        json.member("fund", fund)
        json.member("otherSources", otherSources)
        json.member("ceiling", ceiling)
        json.member("refused", refused)
    }
}

extension TraceInput: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("value", value)
    }
}

extension TraceStep: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rule", rule)
        json.member("place", place)
        json.member("act", act)
        json.member("article", article)
        json.member("inputs", inputs)
        json.member("arithmetic", arithmetic)
        json.member("result", result)
    }
}

extension Adjudication: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("outcome", outcome)
        json.member("policyVersion", policyVersion)
        json.member("decidingDate", decidingDate)
        json.member("lines", lines)
        json.member("totals", totals)
        json.member("paid", paid)
        json.member("treatmentDays", treatmentDays)
        json.member("findings", findings)
    }
}

extension Finding: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rule", rule)
        json.member("severity", severity)
        json.member("place", place)
        json.member("message", message)
        json.member("hint", hint)
    }
}

extension ClaimRecord: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("key", key)
        json.member("facility", facility)
        json.member("receivedAt", receivedAt)
        json.member("routing", routing)
        json.member("form", form)
        json.member("card", card)
        json.member("arrivedAt", arrivedAt)
        json.member("leftAt", leftAt)
        json.member("month", month)
        json.member("patient", patient)
        json.member("adjudication", adjudication)
        json.member("posting", posting)
        json.member("state", state)
        json.member("decision", decision)
    }
}

extension ImportedClaim: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("result", result)
        json.member("place", place)
        json.member("key", key)
        json.member("record", record)
        json.member("findings", findings)
    }
}

extension ImportClaims.Reply: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("facility", facility)
        json.member("stored", stored)
        json.member("known", known)
        json.member("rejected", rejected)
        json.member("claims", claims)
        json.member("unusedContext", unusedContext)
    }
}

extension ClaimAdjudicated: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("claim", claim)
        json.member("key", key)
        json.member("facility", facility)
        json.member("month", month)
        json.member("outcome", outcome)
        json.member("policyVersion", policyVersion)
        json.member("total", total)
        json.member("fund", fund)
        json.member("copayment", copayment)
    }
}

extension LedgerPosted.Side: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("account", account)
        json.member("debit", debit)
        json.member("credit", credit)
    }
}

extension LedgerPosted: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("posting", posting)
        json.member("claim", claim)
        json.member("month", month)
        json.member("sides", sides)
        json.member("reverses", reverses)
    }
}
