// The groups of insured that cards name, each with the digit that it usually has (Decision 1351/QĐ-BHXH of 2015 with
// its later letters; a few are known from practice only). The lint asks whether a policy has a level for all of them.

internal import MessageSchema

enum CardGroupList {
    /// Group and digit, such as `DN` and 4.
    static let groups: [(group: CardGroup, digit: Int)] = text.split(separator: " ").map { word in
        do { return (try CardGroup(String(word.prefix(2))), Int(word.suffix(1)) ?? 0) } catch {
            preconditionFailure("\(word) is a group with a digit: \(error)")
        }
    }

    private static let text = """
        DN4 HX4 CH4 NN4 TK4 HC4 XK4 HT3 TB4 NO4 CT2 XB4 TN4 CS4 QN5 CA5 CY5 XN4 MS4 CC1 CK2 CB2 KC2 HD4 TE1 BT2 HN2 \
        DT2 DK2 XD2 TS2 TC3 TQ4 TA4 TY4 HG4 LS4 PV3 AK2 CN3 HS4 SV4 GB4 ND4 LH4 GD4 TH4 TV4 TD4 TU4 BA4 HK3 TG3 DS3
        """
}
