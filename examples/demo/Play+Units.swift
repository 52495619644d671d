// Act 1: provinces, the ministry, its International Cooperation Department, two health sectors, their staff.

internal import MessageSchema

extension Play {
    func unitsAndPeople() async throws {
        try await stateAndProvinces()
        try await internationalCooperation()
        try await partnership()
        try await healthSectors()
        try await staff()
    }

    private func stateAndProvinces() async throws {
        Console.scene(
            "The state, the ministry with the units of Decree 42/2025, and the 63 provinces until 2025-06-30")
        try establish(examples.file("units/state-and-ministry.yaml"))
        let provinces = try ProvinceMerger(examples).provinces()
        try establish(try input(provinces, named: "provinces-63"))
        let date = try CalendarDate("2025-06-30")
        let listed = try await call(ListUnits(kind: .province, limit: 100), asOf: date).items.count
        checks.equal("provinces on 2025-06-30", listed, 63)
    }

    private func internationalCooperation() async throws {
        Console.scene("The International Cooperation Department through its four names since 1955")
        try establish(examples.file("units/international-cooperation.yaml"))
        try sauro(
            "unit", "rename", "--input", examples.file("units/international-cooperation-names.yaml"),
            "--parallel", "1")
        try sauro("unit", "history", "MOH-ICD", showing: 12)
        let history = try await call(ShowUnitHistory(unit: UnitCode("MOH-ICD")))
        checks.equal(
            "names of the International Cooperation Department", Set(history.versions.map(\.name)).count, 4)
        try sauro("unit", "get", "MOH-ICD", "--as-of", "1981-05-01", showing: 8)
        let then = try await call(GetUnit(unit: UnitCode("MOH-ICD")), asOf: CalendarDate("1981-05-01"))
        checks.equal("its name in 1981", then.name.vi.text, "Vụ Quan hệ Quốc tế")
        let units = try await call(ListUnits(parent: UnitCode("MOH")), asOf: CalendarDate("2025-03-01")).items
        checks.equal("units of the ministry on 2025-03-01", units.count, 20)
    }

    private func healthSectors() async throws {
        Console.scene("SYNTHETIC: the Hai Phong and Hai Duong health sectors before their merger")
        try establish(examples.file("units/hai-phong-2025.yaml"))
        try establish(examples.file("units/hai-duong-2025.yaml"))
        try sauro("unit", "search", "kiem soat benh tat", showing: 6)
        let found = try await call(SearchUnits(text: "kiem soat benh tat"), asOf: CalendarDate("2025-06-30"))
            .items
        checks.equal("centres for disease control found without diacritics", found.count, 2)
    }

    private func staff() async throws {
        Console.scene(
            "SYNTHETIC: \(options.staff) members of staff from seed \(options.seed); nobody in them exists")
        let people = try SyntheticSector(examples).people(options.staff, seed: options.seed)
        let posts = people.reduce(0) { $0 + $1.seats.count }
        let writer = BulkWriter(client, key: "demo-\(options.seed)")
        let began = Console.milliseconds()
        let ids = try await writer.write(people)
        let took = max(1, Console.milliseconds() - began)
        let writes = people.count + posts
        let rate = Int64(writes) * 1000 / took
        Console.say(
            "\(writes) writes, each on disk when answered, in \(Console.seconds(took)): \(rate) a second")
        checks.equal("files of staff opened", Set(ids).count, people.count)
        try sauro("post", "roster", "HP-DOH", "--limit", "4", showing: 6)
    }

    private func establish(_ file: String) throws {
        // One batch at a time: a unit's parent stands before it in the file.
        try sauro("unit", "establish", "--input", file, "--parallel", "1", showing: 3)
    }
}
