// The insurance service: its contract, its tables and its routes. Start reading here.

internal import MessageSchema
public import ServiceKit

/// The insurance service.
public enum InsuranceService {
    /// All that the frame needs to run it.
    public static let blueprint = Blueprint(
        contract: InsuranceContract.self,
        migrations: Migrations.all,
        routes: [
            .write(EnrolMember.self, MemberHandlers.enrol),
            .write(ImportMembers.self, MemberHandlers.importing),
            .read(GetMember.self, MemberHandlers.get).brief,
            .read(SearchMembers.self, MemberHandlers.search),
            .read(CheckCard.self, CardHandlers.check).brief,

            .write(ProposePolicy.self, PolicyHandlers.propose),
            .write(PublishPolicy.self, PolicyHandlers.publish),
            .read(ShowPolicy.self, PolicyHandlers.show),
            .read(ListPolicies.self, PolicyHandlers.list),
            .read(LintPolicy.self, PolicyHandlers.lint),
            .read(DiffPolicy.self, PolicyHandlers.diff),

            .write(SubmitClaim.self, preparing: HandedClaim.init, ClaimHandlers.submit),
            .write(ImportClaims.self, preparing: ClaimHandlers.envelope, ClaimHandlers.importing),
            .read(GetClaim.self, ClaimHandlers.get).brief,
            .read(ListClaims.self, ClaimHandlers.list),
            .read(ExplainClaim.self, ClaimHandlers.explain).brief,
            .read(VerifyClaim.self, ClaimHandlers.verify),

            .read(ShowBalance.self, LedgerHandlers.balance),
            .read(DrawTrialBalance.self, LedgerHandlers.trial),
            .read(ExportLedger.self, LedgerHandlers.export),

            .read(QuoteContribution.self, ContributionHandlers.quote),
            .write(IssueCard.self, CardHandlers.issue),
            .write(RevokeCard.self, CardHandlers.revoke),
            .read(FindEntitlement.self, EntitlementHandlers.find),
            .read(CheckLicence.self, LicenceHandlers.check),
            .read(ShowDossier.self, ClaimHandlers.dossier),
            .read(ListDeadlines.self, DeadlineHandlers.list),

            .read(ReplayPolicy.self, PolicyHandlers.replay),
            .read(ReconsiderClaim.self, ClaimHandlers.reconsider),
            .write(ReviewClaim.self, ClaimHandlers.review),
            .write(RecallClaim.self, ClaimHandlers.recall),
            .read(ShowClaimHistory.self, ClaimHandlers.history),
            .write(CorrectClaim.self, ClaimHandlers.correct),
            .write(AppealClaim.self, ClaimHandlers.appeal),
            .write(RecordContribution.self, FundHandlers.contribution),
            .read(QuoteAdvance.self, FundHandlers.quote),
            .write(RecordAdvance.self, FundHandlers.advance),
            .read(DrawStatement.self, FundHandlers.statement),
            .write(RunSettlement.self, FundHandlers.settle),
            .read(ListSettlements.self, FundHandlers.settlements),
            .read(ShowFundBalance.self, FundHandlers.balance),
            .read(ForecastFund.self, FundHandlers.forecast),
            .read(DrawClosing.self, FundHandlers.closing),
            .write(CloseYear.self, FundHandlers.close),
            .write(RegisterMember.self, MemberHandlers.register),
            .read(QuoteReimbursement.self, ReimbursementHandlers.quote),

            .write(DeclareHousehold.self, HouseholdHandlers.declare),
            .read(GetHousehold.self, HouseholdHandlers.get),
            .read(QuoteHousehold.self, HouseholdHandlers.quote),
            .write(PayHousehold.self, HouseholdHandlers.pay),

            .write(ImportCatalogue.self, CatalogueHandlers.importing),
            .read(ListCatalogue.self, CatalogueHandlers.list),
        ],
        invariants: InvariantStore.all,
        measures: [
            .counting(
                "sauro.insurance.claims", "Claims taken in and decided, by outcome.", labels: ["outcome"],
                by: ClaimAdjudicated.self
            ) { [([$0.outcome.rawValue], 1)] }
        ])
}
