// The OpenRPC document of every contract: the members that OpenRPC 1.3.2 asks for, of the types it asks for, and
// schemas that are JSON Schema (draft 2020-12).

import MessageSchema
import Testing
import WireJSON

@Suite struct OpenRPCTests {
    private static let services = Catalogue.contracts.map { $0.service.text }

    /// The document, once every request is known to be an object: a document of another one cannot be made.
    private func document(of service: String) throws -> JSONValue {
        let contract = try #require(Catalogue.contracts.first { $0.service.text == service })
        for exchange in Exchange.all where exchange.name.hasPrefix(service + ".") {
            guard case .object = exchange.requestShape else {
                throw Unfit("the request of \(exchange.name) is no object but \(exchange.requestShape)")
            }
        }
        return OpenRPC.document(of: contract, version: "0.1.0")
    }

    @Test(arguments: services)
    func theDocumentIsFit(service: String) throws {
        #expect(OpenRPCForm.findings(in: try document(of: service)) == [])
    }

    @Test(arguments: services)
    func itNamesEveryMethodAndEveryRefusal(service: String) throws {
        let contract = try #require(Catalogue.contracts.first { $0.service.text == service })
        let document = try document(of: service)
        let names = document["methods"]?.array?.compactMap { $0["name"]?.string }
        #expect(names == contract.allMethods.map { $0.name.text })
        let errors = document["components"]?["errors"]?.object?.map(\.key)
        #expect(errors == (contract.errors + FrameErrors.all).map(\.name))
    }

    @Test func aMethodOfTheDocumentSaysWhatTheDeclarationSays() throws {
        let methods = try #require(try document(of: "registry")["methods"]?.array)
        let rename = try #require(methods.first { $0["name"] == "registry.unit.rename" })
        #expect(rename["summary"] == "Give a unit a new name from a date on.")
        #expect(rename["paramStructure"] == "by-name")
        #expect(rename["x-effect"] == "write")
        #expect(rename["x-permission"] == "manageUnits")
        let params = try #require(rename["params"]?.array)
        #expect(params.map { $0["name"]?.string } == ["unit", "name", "from", "document"])
        #expect(params.map { $0["required"]?.bool } == [true, true, true, false])
        #expect(params.first?["schema"]?["pattern"]?.string == UnitCode.pattern)
    }

    @Test func theFormRefusesWhatIsUnfit() throws {
        #expect(OpenRPCForm.findings(in: [:]).count == 3)
        let unfit: JSONValue = [
            "openrpc": "1.3.2", "info": ["title": "Sauro", "version": "1", "licence": "none"],
            "methods": [
                ["name": "a.b.c", "params": [["name": "x", "schema": ["type": "text"]], ["schema": [:]]]],
                ["name": "a.b.c", "params": [], "paramStructure": "by-place"],
            ],
            "components": ["errors": ["a.b.c": ["code": "1", "message": "no"]]],
        ]
        #expect(
            OpenRPCForm.findings(in: unfit) == [
                "/info/licence is not known here", "/methods/0/params/0/schema/type is no type of JSON Schema",
                "/methods/0/params/1/name is missing", "/methods/1/paramStructure is not by-name",
                "/methods names a.b.c twice", "/components/errors/a.b.c/code is no integer",
            ])
    }
}

/// Why a document could not be made.
struct Unfit: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
