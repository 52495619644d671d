// Claims as they write and read their own JSON, since they carry the load.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension Patient: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("number", number)
        json.member("name", name)
        json.member("birthDate", birthDate)
        json.member("sex", sex)
        json.member("citizenNumber", citizenNumber)
        json.member("diagnosis", diagnosis)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        number = try members.value("number")
        name = try members.value("name")
        birthDate = try members.value("birthDate")
        sex = try members.value("sex")
        citizenNumber = try members.optional("citizenNumber")
        diagnosis = try members.value("diagnosis")
    }
}

extension StatedCard: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("card", card)
        json.member("facility", facility)
        json.member("from", from)
        json.member("lastDay", lastDay)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        card = try members.value("card")
        facility = try members.value("facility")
        from = try members.value("from")
        lastDay = try members.optional("lastDay")
    }
}

extension StatedLine: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("total", total)
        json.member("inScope", inScope)
        json.member("level", level)
        json.member("ownCost", ownCost)
        json.member("copayment", copayment)
        json.member("fund", fund)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        total = try members.optional("total")
        inScope = try members.optional("inScope")
        level = try members.optional("level")
        ownCost = try members.optional("ownCost")
        copayment = try members.optional("copayment")
        fund = try members.optional("fund")
    }
}

extension ClaimLine: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        table = try members.value("table")
        number = try members.value("number")
        code = try members.value("code")
        name = try members.value("name")
        costGroup = try members.value("costGroup")
        scope = try members.value("scope")
        quantity = try members.value("quantity")
        price = try members.value("price")
        fundPrice = try members.optional("fundPrice")
        serviceRate = try members.optional("serviceRate")
        paymentRate = try members.optional("paymentRate")
        orderedAt = try members.value("orderedAt")
        paymentMethod = try members.optional("paymentMethod")
        warWound = try members.optional("warWound")
        supplyPackage = try members.optional("supplyPackage")
        ceiling = try members.optional("ceiling")
        otherSources = try members.optional("otherSources")
        stated = try members.optional("stated")
    }
}

extension ClaimTotals: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        drugs = try members.value("drugs")
        supplies = try members.value("supplies")
        total = try members.value("total")
        inScope = try members.value("inScope")
        ownCost = try members.value("ownCost")
        copayment = try members.value("copayment")
        fund = try members.value("fund")
        otherSources = try members.value("otherSources")
        fundFeeForService = try members.value("fundFeeForService")
    }
}

extension Claim: DirectObject, DirectDecodableObject {
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

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        key = try members.value("key")
        facility = try members.value("facility")
        patient = try members.value("patient")
        cards = try members.value("cards")
        routing = try members.value("routing")
        form = try members.value("form")
        arrivedAt = try members.value("arrivedAt")
        admittedAt = try members.optional("admittedAt")
        leftAt = try members.value("leftAt")
        treatmentDays = try members.value("treatmentDays")
        fiveYearsFrom = try members.optional("fiveYearsFrom")
        exemptFrom = try members.optional("exemptFrom")
        month = try members.value("month")
        lines = try members.value("lines")
        stated = try members.optional("stated")
    }
}

extension ClaimContext: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("paid_before_step", paid_before_step)
        json.member("paid_after_step", paid_after_step)
        json.member("donor", donor)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        paid_before_step = try members.optional("paid_before_step")
        paid_after_step = try members.optional("paid_after_step")
        donor = try members.optional("donor")
    }
}

extension SubmitClaim: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("claim", claim)
        json.member("context", context)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        claim = try members.value("claim")
        context = try members.optional("context")
    }
}
