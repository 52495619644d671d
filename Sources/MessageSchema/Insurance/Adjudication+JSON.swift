// What came of claims, as it writes and reads its own JSON, since it carries the load.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension AdjudicatedLine: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        table = try members.value("table")
        number = try members.value("number")
        name = try members.value("name")
        total = try members.value("total")
        inScope = try members.value("inScope")
        level = try members.value("level")
        ownCost = try members.value("ownCost")
        copayment = try members.value("copayment")
        fund = try members.value("fund")
        otherSources = try members.value("otherSources")
        ceiling = try members.optional("ceiling")
        refused = try members.optional("refused")
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

extension Adjudication: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        outcome = try members.value("outcome")
        policyVersion = try members.value("policyVersion")
        decidingDate = try members.value("decidingDate")
        lines = try members.value("lines")
        totals = try members.value("totals")
        paid = try members.optional("paid")
        treatmentDays = try members.value("treatmentDays")
        findings = try members.value("findings")
    }
}

extension Finding: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rule", rule)
        json.member("severity", severity)
        json.member("place", place)
        json.member("message", message)
        json.member("hint", hint)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        rule = try members.value("rule")
        severity = try members.value("severity")
        place = try members.value("place")
        message = try members.value("message")
        hint = try members.value("hint")
    }
}

extension ClaimRecord: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        id = try members.value("id")
        key = try members.value("key")
        facility = try members.value("facility")
        receivedAt = try members.value("receivedAt")
        routing = try members.value("routing")
        form = try members.value("form")
        card = try members.optional("card")
        arrivedAt = try members.value("arrivedAt")
        leftAt = try members.value("leftAt")
        month = try members.value("month")
        patient = try members.optional("patient")
        adjudication = try members.value("adjudication")
        posting = try members.optional("posting")
        state = try members.optional("state")
        decision = try members.optional("decision")
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
