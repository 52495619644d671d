// Names on the wire, and what roles allow.

import MessageSchema
import Testing

@Suite struct PrincipalTests {
    @Test func aPrincipalMayWhatOneOfItsRolesAllows() {
        let principal = Principal(name: "an", roles: [.reader, .officer])
        #expect(principal.may(.workOnTasks))
        #expect(principal.may(.readReports))
        #expect(!principal.may(.assignTasks))
        #expect(!Principal(name: "nobody", roles: []).may(.readUnits))
    }

    @Test func theAdministratorMayEverything() {
        #expect(Role.administrator.permissions == Set(Permission.allCases))
    }

    @Test func whoPlansAReorganisationCannotApproveOne() {
        for role in Role.allCases where role != .administrator {
            #expect(!role.permissions.isSuperset(of: [.planReorganisation, .approveReorganisation]))
        }
    }

    @Test func whoProposesPolicyCannotPublishIt() {
        for role in Role.allCases where role != .administrator {
            #expect(!role.permissions.isSuperset(of: [.proposePolicy, .publishPolicy]))
        }
    }

    @Test func aReaderSeesNoPersonalDataAndChangesNothing() {
        let reads: Set<Permission> = [
            .readUnits, .readStaff, .readTasks, .readReports, .readMembers, .readPolicy, .readClaims, .readLedger,
            .readTemplates, .readNotices,
        ]
        #expect(Role.reader.permissions == reads)
    }

    @Test(arguments: ["registry", "a", "tasks"])
    func aServiceNameIsLowerCaseLetters(text: String) { #expect(ServiceName(text)?.text == text) }

    @Test(arguments: ["", "Registry", "registry.unit", "task-s", "dịch", "abcdefghijklmnopqrstuvwxyzabcdefg"])
    func anotherNameIsNoServices(text: String) { #expect(ServiceName(text) == nil) }

    @Test func aMethodNameHasThreeParts() {
        let parts = MethodName("registry.unit.get").parts
        #expect(parts?.service == "registry")
        #expect(parts?.noun == "unit")
        #expect(parts?.verb == "get")
        #expect(MethodName("registry.unit").parts == nil)
        #expect(MethodName("a.b.c.d").parts == nil)
    }
}
