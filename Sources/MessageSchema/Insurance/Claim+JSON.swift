// Claims as they write their own JSON, since they carry the load.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension Patient: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("number", number)
        json.member("name", name)
        json.member("birthDate", birthDate)
        json.member("sex", sex)
        json.member("citizenNumber", citizenNumber)
        json.member("diagnosis", diagnosis)
    }
}

extension StatedCard: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("card", card)
        json.member("facility", facility)
        json.member("from", from)
        json.member("lastDay", lastDay)
    }
}

extension StatedLine: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("total", total)
        json.member("inScope", inScope)
        json.member("level", level)
        json.member("ownCost", ownCost)
        json.member("copayment", copayment)
        json.member("fund", fund)
    }
}

extension ClaimLine: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("table", table)
        json.member("number", number)
        json.member("code", code)
        json.member("name", name)
        json.member("costGroup", costGroup)
        json.member("scope", scope)
        json.member("quantity", quantity)
        json.member("price", price)
        json.member("fundPrice", fundPrice)
        json.member("serviceRate", serviceRate)
        json.member("paymentRate", paymentRate)
        json.member("orderedAt", orderedAt)
        json.member("paymentMethod", paymentMethod)
        json.member("warWound", warWound)
        json.member("supplyPackage", supplyPackage)
        json.member("ceiling", ceiling)
        json.member("otherSources", otherSources)
        json.member("stated", stated)
    }
}

extension ClaimTotals: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("drugs", drugs)
        json.member("supplies", supplies)
        json.member("total", total)
        json.member("inScope", inScope)
        json.member("ownCost", ownCost)
        json.member("copayment", copayment)
        json.member("fund", fund)
        json.member("otherSources", otherSources)
        json.member("fundFeeForService", fundFeeForService)
    }
}

extension Claim: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("key", key)
        json.member("facility", facility)
        json.member("patient", patient)
        json.member("cards", cards)
        json.member("routing", routing)
        json.member("form", form)
        json.member("arrivedAt", arrivedAt)
        json.member("admittedAt", admittedAt)
        json.member("leftAt", leftAt)
        json.member("treatmentDays", treatmentDays)
        json.member("fiveYearsFrom", fiveYearsFrom)
        json.member("exemptFrom", exemptFrom)
        json.member("month", month)
        json.member("lines", lines)
        json.member("stated", stated)
    }
}

extension ClaimContext: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("paid_before_step", paid_before_step)
        json.member("paid_after_step", paid_after_step)
        json.member("donor", donor)
    }
}

extension SubmitClaim: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("claim", claim)
        json.member("context", context)
    }
}
