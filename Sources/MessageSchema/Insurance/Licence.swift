// Whether a practitioner's licence is valid on a day, as a claim's lines ask for it (MA_BAC_SI, NGUOI_THUC_HIEN).

/// Checks a licence to practise on a day, by the published policy.
public struct CheckLicence: Method {
    public static let name: MethodName = "insurance.licence.check"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Check whether a licence to practise is valid on a day, by when it was issued."

    public var issuedOn: CalendarDate
    /// The days on which it was renewed.
    public var renewedOn: [CalendarDate]?
    /// The day that is asked about; today if left out.
    public var day: CalendarDate?

    public init(issuedOn: CalendarDate, renewedOn: [CalendarDate]? = nil, day: CalendarDate? = nil) {
        self.issuedOn = issuedOn
        self.renewedOn = renewedOn
        self.day = day
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var isValid: Bool
        public var day: CalendarDate
        /// The last day on which it is valid, as known on the day asked about.
        public var lastDay: CalendarDate
        /// Where it stands how long a licence is valid.
        public var act: ActNumber
        public var article: PlainText?
        /// The version of the policy that was asked.
        public var policyVersion: Int

        public init(
            isValid: Bool, day: CalendarDate, lastDay: CalendarDate, act: ActNumber, article: PlainText?,
            policyVersion: Int
        ) {
            self.isValid = isValid
            self.day = day
            self.lastDay = lastDay
            self.act = act
            self.article = article
            self.policyVersion = policyVersion
        }
    }
    public static let example = Example(
        Self(issuedOn: .sample, day: .sample),
        reply: Reply(
            isValid: true, day: .sample, lastDay: .sample, act: .sample, article: "Điều 27", policyVersion: 1))
}
