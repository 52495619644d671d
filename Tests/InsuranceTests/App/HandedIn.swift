// Claims and people as they are handed in, everything defaulted.

import MessageSchema

enum HandedIn {
    /// The claim worked out by hand: an examination, a second one, a laboratory test above its fund price, a drug, and
    /// a drug of which the fund's list has half.
    static let golden = claim(
        "BHYT-31999-20260810-000001",
        lines: [
            line(1, "02.1896", "Khám nội", group: 13, price: "50600", fundPrice: "50600"),
            line(2, "03.1896", "Khám lần 2", group: 13, price: "50600", fundPrice: "50600", serviceRate: "30"),
            line(3, "23.0000", "Xét nghiệm", group: 1, price: "250000", fundPrice: "220000"),
            line(1, "40.10", "Paracetamol", .drugs, group: 4, quantity: "30", price: "3150.555"),
            line(2, "40.20", "Drug B", .drugs, group: 4, quantity: "14", price: "12345.678", paymentRate: "50"),
        ])

    static let patient = Patient(
        number: "BN000001", name: "Nguyễn Văn An", birthDate: "1980-02-14", sex: .male,
        citizenNumber: "031080000001", diagnosis: "I10")

    /// A visit on a morning, of one line of half a million if no others are given.
    static func claim(
        _ key: ClaimKey = "K1", facility: FacilityCode = "31999", card: CardCode = "DN4313123456789",
        routing: RoutingCode = "1.1", form: VisitForm = "01", on day: CalendarDate = "2026-08-10",
        patient: Patient = patient, month: Month? = nil, lines: [ClaimLine] = [line(1)]
    ) -> Claim {
        let arrival = LocalMinute(known: "\(day)T08:00")
        var lines = lines
        for index in lines.indices { lines[index].orderedAt = arrival }
        return Claim(
            key: key, facility: facility, patient: patient,
            cards: [StatedCard(card: card, facility: facility, from: "2025-01-01", lastDay: "2026-12-31")],
            routing: routing, form: form, arrivedAt: arrival, leftAt: LocalMinute(known: "\(day)T10:00"),
            treatmentDays: 0, month: month ?? Month(containing: day), lines: lines)
    }

    static func line(
        _ number: Int, _ code: PlainText = "23.0000", _ name: PlainText = "Xét nghiệm",
        _ table: ClaimTable = .services, group: Int = 1, quantity: Quantity = "1", price: UnitPrice = "500000",
        fundPrice: UnitPrice? = nil, serviceRate: Rate? = nil, paymentRate: Rate? = nil
    ) -> ClaimLine {
        ClaimLine(
            table: table, number: number, code: code, name: name, costGroup: group, scope: .inScope,
            quantity: quantity, price: price, fundPrice: fundPrice, serviceRate: serviceRate,
            paymentRate: paymentRate, orderedAt: "2026-08-10T08:30")
    }

    /// The enrolment of the golden claim's patient.
    static func enrolment(
        _ number: InsuranceNumber = "3123456789", name: PlainText = "Nguyễn Văn An",
        birthDate: CalendarDate = "1980-02-14", citizenNumber: CitizenNumber? = "031080000001",
        group: CardGroup = "DN", digit: Int = 4, facility: FacilityCode = "31999",
        from: CalendarDate = "2025-01-01", lastDay: CalendarDate? = nil
    ) -> EnrolMember {
        EnrolMember(
            number: number, name: name, birthDate: birthDate, sex: .male, citizenNumber: citizenNumber, group: group,
            digit: digit, facility: facility, from: from, lastDay: lastDay)
    }
}
