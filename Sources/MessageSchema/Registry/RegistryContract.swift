// All the registry says on the wire.

/// Units and people: who they are, were and will be; groups and partners; indicators.
public enum RegistryContract: Contract {
    public static let service: ServiceName = "registry"
    public static let summary =
        "Units, their history and reorganisations; staff and their posts; groups and partners; indicators."

    public static let methods: [any Method.Type] = [
        EstablishUnit.self, GetUnit.self, ListUnits.self, SearchUnits.self, RenameUnit.self, ShowUnitHistory.self,
        ResolveUnit.self,
        PlanReorganisation.self, ShowReorganisation.self, ListReorganisations.self, ApproveReorganisation.self,
        UndoReorganisation.self, VerifyReorganisation.self,
        RegisterStaff.self, GetStaff.self,
        AppointToPost.self, EndPost.self, ShowRoster.self,
        CreateGroup.self, JoinGroup.self, LeaveGroup.self, GetGroup.self, ListGroups.self,
        RegisterPartner.self, GetPartner.self, ListPartners.self,
        RecordMeeting.self, GetMeeting.self, ListMeetings.self,
        DefineIndicator.self, SetIndicatorTarget.self, RecordIndicator.self, ListIndicators.self,
        ShowIndicatorProgress.self,
    ]

    public static let events: [any Event.Type] = [
        UnitEstablished.self, UnitRenamed.self, UnitMoved.self, UnitDissolved.self, LineageRecorded.self,
        ReorganisationPlanned.self, ReorganisationApproved.self, ReorganisationUndone.self,
        StaffRegistered.self, PostAppointed.self, PostEnded.self,
        GroupCreated.self, GroupJoined.self, GroupLeft.self, PartnerRegistered.self, MeetingRecorded.self,
        IndicatorDefined.self, IndicatorTargeted.self, IndicatorRecorded.self,
    ]

    public static let errors: [ErrorCase] = unitErrors + staffErrors + cooperationErrors + indicatorErrors

    private static let unitErrors: [ErrorCase] = [
        ErrorCase(
            "registry.unit.codeTaken", .conflict, "A unit has or had this code.",
            remedy: "Codes are never reused; choose another."),
        ErrorCase(
            "registry.unit.parentMissing", .rejected, "The parent does not exist on that date.",
            remedy: "Establish the parent first, or give another date."),
        ErrorCase(
            "registry.unit.alreadyDissolved", .rejected, "The unit no longer exists on that date.",
            remedy: "See `sauro unit history`, and act on its successor."),
        ErrorCase(
            "registry.unit.notYet", .rejected, "The unit does not exist yet on that date.",
            remedy: "Give a date on or after its first day."),
        ErrorCase(
            "registry.unit.ownAncestor", .rejected, "The unit would stand under itself.",
            remedy: "Choose a parent outside its subtree."),
        ErrorCase(
            "registry.reorganisation.notFound", .notFound, "There is no such reorganisation.",
            remedy: "See `sauro reorganisation list`."),
        ErrorCase(
            "registry.reorganisation.refused", .rejected,
            "The plan has errors; `data.details.findings` lists them all.",
            remedy: "Mend the document and plan again."),
        ErrorCase(
            "registry.reorganisation.samePerson", .rejected, "Who planned it cannot approve it.",
            remedy: "Have another principal approve, `--as NAME`."),
        ErrorCase(
            "registry.reorganisation.stale", .stale, "The state has moved since the plan was made.",
            remedy: "Plan the document again and look at what is different."),
        ErrorCase(
            "registry.reorganisation.notPlanned", .conflict, "It was approved or undone before.",
            remedy: "See `sauro reorganisation show`."),
        ErrorCase(
            "registry.reorganisation.notApproved", .conflict, "It is not in force, so it cannot be undone.",
            remedy: "See `sauro reorganisation show`."),
        ErrorCase(
            "registry.reorganisation.inForce", .rejected, "Its date of effect has come.",
            remedy: "Plan a new reorganisation that changes things back."),
        ErrorCase(
            "registry.reorganisation.builtUpon", .conflict, "Later changes build on it.",
            remedy: "Undo those first."),
    ]

    private static let staffErrors: [ErrorCase] = [
        ErrorCase(
            "registry.staff.notFound", .notFound, "There is no such member of staff.",
            remedy: "Check the identifier."),
        ErrorCase(
            "registry.staff.citizenNumberTaken", .conflict, "A file with this citizen number exists.",
            remedy: "Use the file that exists."),
        ErrorCase(
            "registry.staff.citizenNumberDiffers", .rejected, "The citizen number states another birth year.",
            remedy: "Check both."),
        ErrorCase(
            "registry.post.notFound", .notFound, "There is no such post.", remedy: "See `sauro post roster`."),
        ErrorCase(
            "registry.post.datesReversed", .rejected, "The post would end before it begins.",
            remedy: "`until` is the first day it is no longer held; give one after `from`."),
        ErrorCase(
            "registry.post.secondMain", .rejected, "The person has another main post at that time.",
            remedy: "End the other one first, or make this one not main."),
        ErrorCase(
            "registry.post.alreadyEnded", .rejected, "The post ends before that date.",
            remedy: "See `sauro staff get`."),
        ErrorCase(
            "registry.post.unitAbsent", .rejected, "The unit does not exist throughout the post.",
            remedy: "Give dates within the unit's life, or appoint at its successor."),
    ]
}
