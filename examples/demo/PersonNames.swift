// Common Vietnamese names, from which synthetic ones are put together. No list of persons stands behind them.

import Surroundings

/// Draws names of three parts.
enum PersonNames {
    /// Family names by how often they are drawn: the first is the commonest.
    private static let family = [
        "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Phan", "Đặng", "Bùi",
        "Đỗ", "Hồ",
        "Ngô", "Dương", "Lý", "Đinh", "Đoàn", "Lương",
    ]
    private static let womansMiddle = ["Thị", "Thị", "Thu", "Ngọc", "Hồng", "Thanh", "Minh", "Kim"]
    private static let mansMiddle = ["Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Tuấn", "Quốc"]
    private static let womansGiven = [
        "Anh", "Bình", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Linh", "Mai",
        "Nga",
        "Ngân", "Nhung", "Oanh", "Phương", "Quỳnh", "Thảo", "Thủy", "Trang", "Vân", "Yến",
    ]
    private static let mansGiven = [
        "An", "Bảo", "Cường", "Dũng", "Duy", "Đạt", "Hải", "Hiếu", "Hòa", "Hùng", "Huy", "Khánh", "Lâm",
        "Long",
        "Nam", "Phong", "Phúc", "Quân", "Sơn", "Thắng", "Thành", "Toàn", "Trung", "Việt",
    ]

    static func draw(isFemale: Bool, from random: inout SeededRandom) -> String {
        let middle = isFemale ? womansMiddle : mansMiddle
        let given = isFemale ? womansGiven : mansGiven
        return [family, middle, given].map { pick($0, &random) }.joined(separator: " ")
    }

    private static func pick(_ names: [String], _ random: inout SeededRandom) -> String {
        names[Int.random(in: names.indices, using: &random)]
    }
}
