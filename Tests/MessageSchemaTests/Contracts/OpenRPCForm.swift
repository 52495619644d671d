// What OpenRPC 1.3.2 (spec.open-rpc.org) and JSON Schema draft 2020-12 ask of a document, as far as the suite's
// documents go: members and their types, nothing that the specification does not name but `x-` extensions.

import MessageSchema
import WireJSON

/// Checks OpenRPC documents; a finding is a JSON pointer and a sentence.
struct OpenRPCForm {
    private(set) var findings: [String] = []

    static func findings(in document: JSONValue) -> [String] {
        var form = OpenRPCForm()
        form.check(document)
        return form.findings
    }

    private mutating func check(_ document: JSONValue) {
        members(of: document, at: "", required: ["openrpc", "info", "methods"], optional: ["servers", "components"])
        if let version = document["openrpc"], version != "1.3.2" { findings.append("/openrpc is not 1.3.2") }
        if let info = document["info"] {
            members(of: info, at: "/info", required: ["title", "version"], optional: ["description", "license"])
            texts(["title", "version", "description"], of: info, at: "/info")
        }
        let methods = document["methods"]?.array ?? []
        for (index, method) in methods.enumerated() { check(method: method, at: "/methods/\(index)") }
        let names = methods.compactMap { $0["name"]?.string }
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            findings.append("/methods names \(name) twice")
        }
        for error in document["components"]?["errors"]?.object ?? [] {
            check(error: error.value, at: "/components/errors/\(error.key)")
        }
    }

    private mutating func check(method: JSONValue, at place: String) {
        members(
            of: method, at: place, required: ["name", "params"],
            optional: ["summary", "description", "result", "errors", "paramStructure", "deprecated", "examples"])
        texts(["name", "summary", "description"], of: method, at: place)
        if let structure = method["paramStructure"], structure != "by-name" {
            findings.append("\(place)/paramStructure is not by-name")
        }
        let params = method["params"]?.array ?? []
        for (index, descriptor) in params.enumerated() {
            check(descriptor: descriptor, at: "\(place)/params/\(index)")
        }
        // "The list MUST NOT include duplicated parameters".
        let names = params.compactMap { $0["name"]?.string }
        if Set(names).count != names.count { findings.append("\(place)/params names a parameter twice") }
        if let result = method["result"] { check(descriptor: result, at: "\(place)/result") }
    }

    private mutating func check(descriptor: JSONValue, at place: String) {
        members(
            of: descriptor, at: place, required: ["name", "schema"],
            optional: ["summary", "description", "required", "deprecated"])
        texts(["name"], of: descriptor, at: place)
        if let required = descriptor["required"], required.bool == nil {
            findings.append("\(place)/required is neither true nor false")
        }
        if let schema = descriptor["schema"] { SchemaForm.check(schema, at: "\(place)/schema", into: &findings) }
    }

    private mutating func check(error: JSONValue, at place: String) {
        members(of: error, at: place, required: ["code", "message"], optional: ["data"])
        if let code = error["code"], code.integer == nil { findings.append("\(place)/code is no integer") }
        texts(["message"], of: error, at: place)
    }

    private mutating func members(of value: JSONValue, at place: String, required: [String], optional: [String]) {
        guard let members = value.object else {
            findings.append("\(place) is no object")
            return
        }
        for name in required where value[name] == nil { findings.append("\(place)/\(name) is missing") }
        for member in members where !(required + optional).contains(member.key) && !member.key.hasPrefix("x-") {
            findings.append("\(place)/\(member.key) is not known here")
        }
    }

    private mutating func texts(_ names: [String], of value: JSONValue, at place: String) {
        for name in names {
            guard let text = value[name] else { continue }
            if text.string?.isEmpty ?? true { findings.append("\(place)/\(name) is no text") }
        }
    }
}

/// Checks JSON Schemas of the keywords the suite uses.
enum SchemaForm {
    private static let types: Set<String> = ["string", "boolean", "integer", "number", "array", "object"]
    private static let keywords: Set<String> = [
        "type", "description", "pattern", "examples", "minimum", "maximum", "enum", "items", "properties", "required",
        "additionalProperties", "anyOf",
    ]

    static func check(_ schema: JSONValue, at place: String, into findings: inout [String]) {
        // `true` and `false` are schemas too.
        if schema.bool != nil { return }
        guard let members = schema.object else {
            findings.append("\(place) is no schema")
            return
        }
        for member in members where !keywords.contains(member.key) {
            findings.append("\(place)/\(member.key) is no keyword")
        }
        if let type = schema["type"], !types.contains(type.string ?? "") {
            findings.append("\(place)/type is no type of JSON Schema")
        }
        if let words = schema["enum"]?.array, words.isEmpty || Set(words).count != words.count {
            findings.append("\(place)/enum is empty or names a word twice")
        }
        let properties = schema["properties"]?.object ?? []
        for name in schema["required"]?.array ?? [] where !properties.contains(where: { $0.key == name.string }) {
            findings.append("\(place)/required names what is no property")
        }
        for property in properties {
            check(property.value, at: "\(place)/properties/\(property.key)", into: &findings)
        }
        for keyword in ["items", "additionalProperties"] {
            if let inner = schema[keyword] { check(inner, at: "\(place)/\(keyword)", into: &findings) }
        }
        for (index, inner) in (schema["anyOf"]?.array ?? []).enumerated() {
            check(inner, at: "\(place)/anyOf/\(index)", into: &findings)
        }
    }
}
