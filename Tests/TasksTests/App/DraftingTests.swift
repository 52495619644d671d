// Drafting, checking and handing out tasks.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct DraftingTests {
    @Test("A draft keeps all that it says and is shown so")
    func drafted() async throws {
        let office = try await Office()
        let request = office.drafting(coordinators: [Sector.hospital, Sector.department])
        let task = try await office.tasks.call(request, as: Caller.assigner)
        #expect(task.stage == .drafted)
        #expect(task.status == nil)
        #expect(task.host == Sector.merged)
        #expect(task.coordinators == [Sector.hospital, Sector.department])
        #expect(task.leader == request.leader)
        #expect(task.officer == request.officer)
        #expect(task.product == request.product)
        #expect(task.authority == request.authority)
        #expect(task.deadline == request.deadline)
        #expect(try await office.tasks.call(GetTask(task: task.id)) == task)
    }

    @Test("A draft may lack everything but its title, or name several hosts")
    func unfinished() async throws {
        let office = try await Office()
        let bare = try await office.tasks.call(
            DraftTask(directive: "1/CT-BYT", assigner: Sector.ministry, title: "Việc"))
        #expect(bare.directive == Office.directive)
        #expect(bare.hosts == [])
        #expect(try await office.tasks.call(GetTask(task: bare.id)) == bare)
        let several = try await office.tasks.call(office.drafting(hosts: [Sector.merged, Sector.department]))
        #expect(several.hosts == [Sector.merged, Sector.department])
        #expect(several.host == nil)
    }

    @Test("A draft is written anew under its own id, and what it said before stays known")
    func rewritten() async throws {
        let office = try await Office()
        let first = try await office.tasks.answer(GetTask(task: office.task(at: .drafted).id))
        try office.tasks.advance(to: "2025-05-12")
        let second = try await office.tasks.call(
            office.drafting("Ban hành nghị định về dân số", task: first.reply.id, hosts: [Sector.hospital]))
        #expect(second.id == first.reply.id)
        #expect(try await office.tasks.call(GetTask(task: second.id)).hosts == [Sector.hospital])
        #expect(try await office.tasks.call(ListTasks()).items == [second])
        #expect(try await office.tasks.call(ListTasks(), metadata: .on("2025-05-02")).items.count == 1)
        let quoted = try await office.tasks.answer(GetTask(task: second.id), metadata: .quoting(first.metadata))
        #expect(quoted.reply == first.reply)
        #expect(try await office.tasks.call(ListTasks(), metadata: .quoting(first.metadata)).items == [first.reply])
    }

    @Test("A task that was handed out is no longer written anew, an unknown one never")
    func notDraft() async throws {
        let office = try await Office()
        let task = try await office.task(at: .assigned)
        let handedOut = try await refusal { try await office.tasks.call(office.drafting(task: task.id)) }
        #expect(handedOut?.name == "tasks.task.notDraft")
        let unknown = try await refusal { try await office.tasks.call(office.drafting(task: .sample)) }
        #expect(unknown?.name == "tasks.task.notFound")
    }

    @Test("A draft under an unknown directive, or with an unknown unit anywhere, is refused")
    func unknown() async throws {
        let office = try await Office()
        let directive = try await refusal { try await office.tasks.call(office.drafting(directive: "2/CT-BYT")) }
        #expect(directive?.name == "tasks.directive.notFound")
        for draft in [
            office.drafting(assigner: Sector.unknown), office.drafting(hosts: [Sector.merged, Sector.unknown]),
            office.drafting(coordinators: [Sector.unknown]),
        ] {
            #expect(try await refusal { try await office.tasks.call(draft) }?.name == "frame.unit.notFound")
        }
        #expect(try await office.events(TaskDrafted.name).isEmpty)
    }

    @Test("A host that the registry has only just told of is known")
    func justFounded() async throws {
        let office = try await Office()
        try await office.registry.call(
            TellRegistry(established: [TellRegistry.unit("HP-NEW", under: Sector.department)]))
        let task = try await office.tasks.call(office.drafting(hosts: ["HP-NEW"]))
        #expect(task.host == "HP-NEW")
    }

    @Test("Only who may act for a draft's assigner writes it, or writes it anew")
    func scope() async throws {
        let office = try await Office()
        let foreign = try await refusal { try await office.tasks.call(office.drafting(), as: Caller.officer) }
        #expect(foreign?.name == "frame.unit.notFound")
        let own = try await office.tasks.call(office.drafting(assigner: Sector.merged), as: Caller.officer)
        #expect(own.assigner == Sector.merged)
        let ministrys = try await office.task(at: .drafted)
        let taken = try await refusal {
            try await office.tasks.call(
                office.drafting(task: ministrys.id, assigner: Sector.merged), as: Caller.officer)
        }
        #expect(taken?.name == "tasks.task.notFound")
        #expect(try await office.tasks.call(GetTask(task: ministrys.id)).assigner == Sector.ministry)
    }

    @Test("Names of persons stand in the part of an event that can be erased, and nowhere else in it")
    func personalData() async throws {
        let office = try await Office()
        _ = try await office.task(at: .completed)
        let drafted = try #require(try await office.events(TaskDrafted.name).first)
        let personal = try #require(drafted.personal)
        let secret = try WireJSON.decode(JSONValue.self, from: personal.bytes)
        #expect(secret["leader"]?["name"]?.string == "Nguyễn Văn An")
        #expect(secret["officer"]?["name"]?.string == "Trần Thị Bình")
        let page = try await office.tasks.call(ReadEvents<TasksContract>(after: 0, limit: 1000))
        #expect(page.items.count >= 6)
        for event in page.items {
            let data = String(decoding: event.data.bytes, as: UTF8.self)
            #expect(!data.contains("Nguyễn Văn An") && !data.contains("Trần Thị Bình"), "\(event.type)")
        }
    }

    @Test("A check lists what a draft lacks, and nothing of a clear one; anyone who reads tasks may ask")
    func lint() async throws {
        let office = try await Office()
        let clear = try await office.task(at: .drafted)
        let good = try await office.tasks.call(LintTask(task: clear.id), as: Caller.reader)
        #expect(good == LintReport(task: clear.id, findings: []))
        let vague = try await office.tasks.call(office.drafting(hosts: [], deadline: "2025-05-01"))
        let bad = try await office.tasks.call(LintTask(task: vague.id))
        #expect(bad.findings.map(\.rule) == ["time.passed", "responsibility.missing"])
        #expect(!bad.clear)
        let unknown = try await refusal { try await office.tasks.call(LintTask(task: .sample)) }
        #expect(unknown?.name == "tasks.task.notFound")
        let role = try await refusal { try await office.tasks.call(LintTask(task: clear.id), as: Caller.auditor) }
        #expect(role?.kind == .forbidden)
    }

    @Test("A clear draft is handed out today")
    func assigned() async throws {
        let office = try await Office()
        let draft = try await office.task(at: .drafted)
        let task = try await office.tasks.call(AssignTask(task: draft.id), as: Caller.assigner)
        #expect(task.stage == .assigned)
        #expect(task.assignedOn == "2025-05-02")
        #expect(task.status == .notDue)
        #expect(try await office.tasks.call(GetTask(task: draft.id)) == task)
        let event = try #require(try await office.events(TaskAssigned.name).first)
        let told = try event.told(TaskAssigned.self)
        #expect(told.host == Sector.merged)
        #expect(told.deadline == "2025-06-30")
    }

    @Test("An unclear draft is not handed out; the refusal lists the findings, as E11 two hosts")
    func unclear() async throws {
        let office = try await Office()
        let draft = try await office.tasks.call(office.drafting(hosts: [Sector.merged, Sector.department]))
        let refused = try await refusal { try await office.tasks.call(AssignTask(task: draft.id)) }
        #expect(refused?.name == "tasks.task.unclear")
        #expect(refused?.kind == .rejected)
        let finding = refused?.details?["findings"]?.array?.first
        #expect(finding?["rule"]?.string == "responsibility.severalHosts")
        #expect(finding?["severity"]?.string == "error")
        #expect(try await office.tasks.call(GetTask(task: draft.id)).stage == .drafted)
        #expect(try await office.events(TaskAssigned.name).isEmpty)
    }

    @Test("A warning does not hinder the assignment")
    func warning() async throws {
        let office = try await Office()
        let draft = try await office.tasks.call(office.drafting(deadline: "yearly"))
        let task = try await office.tasks.call(AssignTask(task: draft.id))
        #expect(task.status == .noDeadline)
    }

    @Test("Only the assigner hands out, and only what exists and is a draft")
    func assignRefused() async throws {
        let office = try await Office()
        let draft = try await office.task(at: .drafted)
        let host = try await refusal { try await office.tasks.call(AssignTask(task: draft.id), as: Caller.officer) }
        #expect(host?.name == "tasks.task.notFound")
        let role = try await refusal { try await office.tasks.call(AssignTask(task: draft.id), as: Caller.reader) }
        #expect(role?.kind == .forbidden)
        let unknown = try await refusal { try await office.tasks.call(AssignTask(task: .sample)) }
        #expect(unknown?.name == "tasks.task.notFound")
        _ = try await office.tasks.call(AssignTask(task: draft.id))
        let twice = try await refusal { try await office.tasks.call(AssignTask(task: draft.id)) }
        #expect(twice?.name == "tasks.task.wrongStage")
    }
}
