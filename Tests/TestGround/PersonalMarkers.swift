// Personal data made up for tests that look through logs: values that stand for nothing else, so that a text that holds
// one of them has leaked it.

/// Texts that must never be found in a log.
public enum PersonalMarkers {
    public static let citizenNumber = "031077765432"
    /// A woman's, born in the same year.
    public static let otherCitizenNumber = "031177765433"
    /// A citizen number with a slip of the pen.
    public static let malformedCitizenNumber = "03107776543X"
    public static let phone = "0912345678"
    public static let insuranceNumber = "9876543210"
    public static let card = "DN4319876543210"
    public static let name = "Huỳnh Thị Ánh Nguyệt"
    public static let foldedName = "huynh thi anh nguyet"
    public static let birthDate = "1977-03-08"
    public static let diagnosisCode = "Z99.8"
    public static let diagnosis = "Suy thận mạn giai đoạn cuối"

    public static let all = [
        citizenNumber, otherCitizenNumber, malformedCitizenNumber, phone, insuranceNumber, card, name, foldedName,
        birthDate, diagnosisCode, diagnosis,
    ]

    /// Those that a text holds, whatever the case.
    public static func found(in text: String) -> [String] {
        let text = text.lowercased()
        return all.filter { text.contains($0.lowercased()) }
    }
}
