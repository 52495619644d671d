// All the insurance service says on the wire.

/// What the insured are owed: members, policy, claims, the fund's ledger.
public enum InsuranceContract: Contract {
    public static let service: ServiceName = "insurance"
    public static let summary = "Members and cards, benefit policy by effective date, claims, the fund's ledger."

    public static let methods: [any Method.Type] = [
        EnrolMember.self, GetMember.self, SearchMembers.self, CheckCard.self,
        ProposePolicy.self, PublishPolicy.self, ShowPolicy.self, ListPolicies.self,
        LintPolicy.self, DiffPolicy.self,
        SubmitClaim.self, ImportClaims.self, GetClaim.self, ListClaims.self, ExplainClaim.self,
        VerifyClaim.self,
        ShowBalance.self, DrawTrialBalance.self, ExportLedger.self,
        QuoteContribution.self, IssueCard.self, RevokeCard.self,
        FindEntitlement.self, CheckLicence.self, ShowDossier.self, ListDeadlines.self,
        ReplayPolicy.self, ReconsiderClaim.self,
        ReviewClaim.self, RecallClaim.self, ShowClaimHistory.self, QuoteReimbursement.self,
        CorrectClaim.self, AppealClaim.self,
        RecordContribution.self, QuoteAdvance.self, RecordAdvance.self, DrawStatement.self, RunSettlement.self,
        ListSettlements.self, ShowFundBalance.self, ForecastFund.self, RegisterMember.self,
        ImportMembers.self, DrawClosing.self, CloseYear.self,
        DeclareHousehold.self, GetHousehold.self, QuoteHousehold.self, PayHousehold.self,
        ImportCatalogue.self, ListCatalogue.self,
    ]

    public static let events: [any Event.Type] = [
        MemberEnrolled.self, PolicyProposed.self, PolicyPublished.self, ClaimAdjudicated.self, LedgerPosted.self,
        CardIssued.self, CardRevoked.self,
        ClaimReviewed.self, ClaimRecalled.self,
        ClaimCorrected.self, ClaimAppealed.self, EvidenceDue.self,
        FundEntered.self, MemberRegistered.self, HouseholdDeclared.self, HouseholdPaid.self,
        CatalogueChanged.self,
    ]

    public static let errors: [ErrorCase] = [
        ErrorCase(
            "insurance.member.notFound", .notFound, "There is no such member, or it lies outside the caller's scope.",
            remedy: "Check the number, or see `sauro member search`."),
        ErrorCase(
            "insurance.member.differs", .conflict, "The number is enrolled with other personal data.",
            remedy: "Check number, name and birth date; see `sauro member get`."),
        ErrorCase(
            "insurance.member.coverageOverlaps", .conflict, "The member is covered in this group at that time.",
            remedy: "Give days outside the coverage that `sauro member get` shows."),
        ErrorCase(
            "insurance.member.datesReversed", .rejected, "A date lies before one it has to follow.",
            remedy: "Check the dates that the message names."),
        ErrorCase(
            "insurance.member.digitUnknown", .rejected, "A benefit digit lies between 1 and 5.",
            remedy: "Give the digit that stands after the card's group."),
        ErrorCase(
            "insurance.member.citizenNumberTaken", .conflict, "Another member has this citizen number.",
            remedy: "Check both."),
        ErrorCase(
            "insurance.member.notCovered", .conflict,
            "No coverage of the member holds then that is registered elsewhere.",
            remedy: "See `sauro member get`."),
        ErrorCase(
            "insurance.policy.notFound", .notFound, "There is no such act of policy.",
            remedy: "See `sauro policy list`."),
        ErrorCase(
            "insurance.policy.unsound", .rejected,
            "The rules have a gap, an overlap or a number without a citation; `data.details.findings` lists them all.",
            remedy: "Mend the document and propose it again."),
        ErrorCase(
            "insurance.policy.alreadyPublished", .conflict, "The act was published and is never edited.",
            remedy: "Propose another act that replaces it."),
        ErrorCase(
            "insurance.policy.samePerson", .rejected, "Who proposed it cannot publish it.",
            remedy: "Have another principal publish, `--as NAME`."),
        ErrorCase(
            "insurance.policy.stale", .stale, "The proposal is another one than the hash names.",
            remedy: "See `sauro policy show`, then publish with its hash."),
        ErrorCase(
            "insurance.policy.missing", .rejected, "No policy is published that could decide a claim of that day.",
            remedy: "Propose and publish the acts; see `sauro policy list`."),
        ErrorCase(
            "insurance.policy.replayUnfitting", .rejected, "The draft cannot be replayed as was asked.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.claim.notFound", .notFound, "There is no such claim, or it lies outside the caller's scope.",
            remedy: "See `sauro claim list`."),
        ErrorCase(
            "insurance.claim.duplicate", .conflict, "The facility has handed in another claim with this key.",
            remedy: "See `sauro claim list --key KEY`."),
        ErrorCase(
            "insurance.claim.malformed", .rejected,
            "The claim contradicts itself; `data.details.findings` says what and where.",
            remedy: "Mend the claim and hand it in again."),
        ErrorCase(
            "insurance.claim.notCovered", .rejected, "No card of the claim is valid on the day that decides.",
            remedy: "See `sauro card check`."),
        ErrorCase(
            "insurance.claim.decisionNotKept", .rejected,
            "The claim was taken in before facts of decisions were kept; it cannot be decided again.",
            remedy: "See `sauro claim explain`, which shows what was decided then."),
        ErrorCase(
            "insurance.claim.stale", .stale, "The claim has been decided again since the decision that was quoted.",
            remedy: "See `sauro claim history`, then quote the last number."),
        ErrorCase(
            "insurance.claim.samePerson", .rejected,
            "Who handed the claim in, or decided what is appealed, cannot review it.",
            remedy: "Have another principal review, `--as NAME`."),
        ErrorCase(
            "insurance.claim.takenBack", .conflict, "The facility has taken the claim back.",
            remedy: "See `sauro claim history`; hand a claim in anew under another key."),
        ErrorCase(
            "insurance.claim.notPayable", .rejected, "The rules reckon nothing that the fund could pay.",
            remedy: "See `sauro claim explain`; refuse it, or have the facility recall it."),
        ErrorCase(
            "insurance.claim.underAppeal", .conflict, "The decision has been appealed, and nobody has answered yet.",
            remedy: "See `sauro claim history`; wait for the review."),
        ErrorCase(
            "insurance.claim.noLine", .rejected, "The claim has no such line to refuse, or refuses it twice.",
            remedy: "See `sauro claim explain`, which names the lines."),
        ErrorCase(
            "insurance.claim.noDecision", .notFound, "The claim has no decision of that number.",
            remedy: "See `sauro claim history`."),
        ErrorCase(
            "insurance.envelope.malformed", .rejected,
            "The envelope cannot be read; `data.details.findings` says what and where.",
            remedy: "Mend the file and import it again; nothing of it was stored."),
        ErrorCase(
            "insurance.ledger.tooLarge", .rejected, "The sum has more digits than an amount can have.",
            remedy: "Ask for a month, `--month`."),
        ErrorCase(
            "insurance.contribution.unsettled", .rejected,
            "The published policy does not say what is paid in for such a person on that day.",
            remedy: "See `sauro policy list`; ask the social insurance office."),
        ErrorCase(
            "insurance.contribution.unfitting", .rejected, "The contribution cannot be reckoned of what was given.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.member.waiting", .rejected,
            "The coverage begins before what was paid on that day can count.",
            remedy: "Give the first day that the message names, or a later one."),
        ErrorCase(
            "insurance.card.notFound", .notFound, "There is no such card, or it lies outside the caller's scope.",
            remedy: "Check the code; see `sauro member get`."),
        ErrorCase(
            "insurance.card.taken", .conflict, "The card has been issued.",
            remedy: "See `sauro card check`; a card that replaces it has another code."),
        ErrorCase(
            "insurance.card.ended", .conflict, "The card has been taken back or replaced.",
            remedy: "See `sauro card check`."),
        ErrorCase(
            "insurance.card.unfitting", .rejected, "The card does not fit what is enrolled.",
            remedy: "Do what the message says; see `sauro member get`."),
        ErrorCase(
            "insurance.entitlement.unsettled", .rejected,
            "The published policy does not say which entitlements fit a visit of that day.",
            remedy: "See `sauro policy list`; propose an act with the table `entitlements`."),
        ErrorCase(
            "insurance.entitlement.unfitting", .rejected, "The circumstances of a visit are unknown or contradict.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.claim.noFile", .notFound, "The claim has no document of that number.",
            remedy: "See `sauro claim dossier CLAIM`."),
        ErrorCase(
            "insurance.deadline.unsettled", .rejected,
            "The published policy does not say when such steps of that day are due.",
            remedy: "See `sauro policy list`; propose an act with the table `deadlines`."),
        ErrorCase(
            "insurance.deadline.unfitting", .rejected, "The step is unknown, or day and minute contradict.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.fund.unsettled", .rejected, "The published policy does not say the share of that day.",
            remedy: "See `sauro policy list`; propose an act with the table `fundShares`."),
        ErrorCase(
            "insurance.fund.unfitting", .rejected, "What was to be recorded, drawn or settled contradicts itself.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.fund.known", .conflict, "The reference has been recorded, or the quarter settled.",
            remedy: "See `sauro settlement list` or `sauro ledger export`."),
        ErrorCase(
            "insurance.fund.stale", .stale, "The statement has changed since it was drawn.",
            remedy: "See `sauro statement draw`, then quote its hash."),
        ErrorCase(
            "insurance.reimbursement.unsettled", .rejected,
            "The published policy does not say what is paid back of such a visit on that day.",
            remedy: "See `sauro policy list`; ask the social insurance office."),
        ErrorCase(
            "insurance.reimbursement.unfitting", .rejected, "What is paid back cannot be reckoned of what was given.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.licence.unsettled", .rejected,
            "The published policy does not say how long a licence of that day is valid.",
            remedy: "See `sauro policy list`; propose an act with the period `licence`."),
        ErrorCase(
            "insurance.household.notFound", .notFound,
            "There is no such household, or it lies outside the caller's scope.",
            remedy: "Check the identifier; see `sauro household get --member NUMBER`."),
        ErrorCase(
            "insurance.household.taken", .conflict, "A person is counted in another household.",
            remedy: "Declare that household anew without the person; see `sauro household get --member NUMBER`."),
        ErrorCase(
            "insurance.household.known", .conflict, "The household has a payment of this reference already.",
            remedy: "See `sauro household get`."),
        ErrorCase(
            "insurance.household.unfitting", .rejected, "What was declared or paid contradicts itself.",
            remedy: "Do what the message says; see `sauro household quote`."),
        ErrorCase(
            "insurance.catalogue.unfitting", .rejected, "There is no such list, or too many rows of it at once.",
            remedy: "Do what the message says."),
        ErrorCase(
            "insurance.licence.unfitting", .rejected, "The days of a licence contradict each other.",
            remedy: "Check the days that the message names."),
    ]
}
