// The registry: its contract, its tables, its routes. One line a method; the handlers are grouped by noun.

internal import MessageSchema
public import ServiceKit

/// The service of units and people, groups and partners, and indicators.
public enum RegistryService {
    public static let blueprint = Blueprint(
        contract: RegistryContract.self, migrations: Migrations.all, ownsUnits: true,
        routes: units + reorganisations + staff + posts + groups + partners + meetings + indicators,
        invariants: InvariantStore.all)

    private static let units: [Route] = [
        .write(EstablishUnit.self, HealthUnitHandlers.establish),
        .read(GetUnit.self, HealthUnitHandlers.get).brief,
        .read(ListUnits.self, HealthUnitHandlers.list),
        .read(SearchUnits.self, HealthUnitHandlers.search),
        .write(RenameUnit.self, HealthUnitHandlers.rename),
        .read(ShowUnitHistory.self, HealthUnitHandlers.history),
        .read(ResolveUnit.self, HealthUnitHandlers.resolve).brief,
    ]

    private static let reorganisations: [Route] = [
        .write(PlanReorganisation.self, ReorganisationHandlers.plan),
        .read(ShowReorganisation.self, ReorganisationHandlers.show),
        .read(ListReorganisations.self, ReorganisationHandlers.list),
        .write(ApproveReorganisation.self, ReorganisationHandlers.approve),
        .write(UndoReorganisation.self, ReorganisationHandlers.undo),
        .read(VerifyReorganisation.self, ReorganisationHandlers.verify),
    ]

    private static let staff: [Route] = [
        .write(RegisterStaff.self, StaffMemberHandlers.register),
        .read(GetStaff.self, StaffMemberHandlers.get).brief,
    ]

    private static let posts: [Route] = [
        .write(AppointToPost.self, PostHandlers.appoint),
        .write(EndPost.self, PostHandlers.end),
        .read(ShowRoster.self, PostHandlers.roster),
    ]

    private static let groups: [Route] = [
        .write(CreateGroup.self, GroupHandlers.create),
        .write(JoinGroup.self, GroupHandlers.join),
        .write(LeaveGroup.self, GroupHandlers.leave),
        .read(GetGroup.self, GroupHandlers.get),
        .read(ListGroups.self, GroupHandlers.list),
    ]

    private static let partners: [Route] = [
        .write(RegisterPartner.self, PartnerHandlers.register),
        .read(GetPartner.self, PartnerHandlers.get).brief,
        .read(ListPartners.self, PartnerHandlers.list),
    ]

    private static let meetings: [Route] = [
        .write(RecordMeeting.self, MeetingHandlers.record),
        .read(GetMeeting.self, MeetingHandlers.get).brief,
        .read(ListMeetings.self, MeetingHandlers.list),
    ]

    private static let indicators: [Route] = [
        .write(DefineIndicator.self, IndicatorHandlers.define),
        .write(SetIndicatorTarget.self, IndicatorHandlers.target),
        .write(RecordIndicator.self, IndicatorHandlers.record),
        .read(ListIndicators.self, IndicatorHandlers.list),
        .read(ShowIndicatorProgress.self, IndicatorHandlers.progress),
    ]
}
