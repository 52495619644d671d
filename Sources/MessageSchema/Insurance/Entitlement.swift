// Which entitlement a visit comes under (MA_DOITUONG_KCB): the rows of a policy act that say when each one fits, and
// the method that finds it.

/// When an entitlement fits a visit: all that it needs is true and nothing that it excludes. Of those that fit, the one
/// with the lowest place counts (Decision 3276/QĐ-BYT, appendix 1).
public struct EntitlementRow: Codable, Hashable, Sendable {
    /// The place in the list; an entitlement that fits in several ways has several.
    public var place: Int
    public var code: RoutingCode
    /// Circumstances that must all be true, such as `ownFacility`; `docs/policy.md` lists them.
    public var needs: [PlainText]
    /// Circumstances of which none may be true.
    public var unless: [PlainText]?
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row of the place begins.
    public var lastDay: CalendarDate?
    public var article: PlainText?

    public init(
        place: Int, code: RoutingCode, needs: [PlainText], unless: [PlainText]? = nil, from: CalendarDate,
        lastDay: CalendarDate? = nil, article: PlainText?
    ) {
        self.place = place
        self.code = code
        self.needs = needs
        self.unless = unless
        self.from = from
        self.lastDay = lastDay
        self.article = article
    }
}

/// An entitlement that fits a visit.
public struct FittingEntitlement: Codable, Hashable, Sendable {
    public var code: RoutingCode
    /// The part of the card's level that the fund pays of a visit without a bed; left out where it has none.
    public var outpatient: Rate?
    /// The same of a stay.
    public var inpatient: Rate?
    public var act: ActNumber
    public var article: PlainText?

    public init(
        code: RoutingCode, outpatient: Rate? = nil, inpatient: Rate? = nil, act: ActNumber, article: PlainText?
    ) {
        self.code = code
        self.outpatient = outpatient
        self.inpatient = inpatient
        self.act = act
        self.article = article
    }
}

/// Finds the entitlement that a visit comes under.
public struct FindEntitlement: Method {
    public static let name: MethodName = "insurance.entitlement.find"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Find the entitlement that a visit comes under, by what is true of it."

    /// What is true of the visit, each a word that `docs/policy.md` lists, such as `ownFacility` or `emergency`.
    public var circumstances: [PlainText]
    /// The day of arrival; today if left out.
    public var day: CalendarDate?

    public init(circumstances: [PlainText], day: CalendarDate? = nil) {
        self.circumstances = circumstances
        self.day = day
    }

    public struct Reply: Codable, Hashable, Sendable {
        /// The one that counts; left out if none fits.
        public var code: RoutingCode?
        public var day: CalendarDate
        /// All that fit, the one that counts first.
        public var fitting: [FittingEntitlement]
        /// The version of the policy that was asked.
        public var policyVersion: Int

        public init(day: CalendarDate, fitting: [FittingEntitlement], policyVersion: Int) {
            code = fitting.first?.code
            self.day = day
            self.fitting = fitting
            self.policyVersion = policyVersion
        }
    }
    public static let example = Example(
        Self(circumstances: ["ownFacility", "emergency"], day: .sample),
        reply: Reply(
            day: .sample,
            fitting: [
                FittingEntitlement(
                    code: .sample, outpatient: .sample, inpatient: .sample, act: .sample, article: "Phụ lục 1")
            ], policyVersion: 1))
}
