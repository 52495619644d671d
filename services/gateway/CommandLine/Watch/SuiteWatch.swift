// Asking every instance of every service the same: what the commands that watch a suite have in common.

import Fabric
import MessageSchema
import WireJSON

/// An instance of a service, as the gateway knows it.
struct InstancePlace: Sendable, Hashable {
    var service: ServiceName
    var instance: String

    /// The service with the end of the instance's id: enough to tell a few apart.
    var short: String { "\(service)@\(instance.suffix(4))" }
}

/// What an instance answered.
struct InstanceAnswer<Reply: Sendable>: Sendable {
    var place: InstancePlace
    var outcome: Result<Reply, Failure>

    var reply: Reply? { if case .success(let reply) = outcome { reply } else { nil } }
    var failure: Failure? { if case .failure(let failure) = outcome { failure } else { nil } }
}

/// A look at a whole suite.
struct SuiteWatch: Sendable {
    let connection: SuiteConnection
    private var patience = Self.patience

    init(connection: SuiteConnection) { self.connection = connection }

    /// A look at the suite that the settings lead to. Close the connection in the end.
    init(_ context: CommandContext, _ settings: Settings) throws(Failure) {
        do { connection = try SuiteConnection(settings, connect: context.connect) } catch let error as Failure {
            throw error
        } catch { throw .fabric(.unavailable, "\(error)") }
    }

    /// The same with a minute for each answer, unless a timeout was said.
    var patient: SuiteWatch {
        var watch = self
        watch.patience = CallMetadata.deadlineMax
        return watch
    }

    /// Milliseconds that an instance has to answer when no timeout was said: an operator does not wait for one that is
    /// stuck.
    private static let patience: Int64 = 5000

    var metadata: CallMetadata {
        var metadata = connection.metadata
        metadata.deadline = metadata.deadline ?? patience
        return metadata
    }

    func status() async throws(Failure) -> ShowSuiteStatus.Reply {
        try await connection.call(ShowSuiteStatus(), metadata)
    }

    /// The instances of the services named, of all if none is; the gateway's own among them.
    static func places(_ status: ShowSuiteStatus.Reply, of services: Set<String> = []) -> [InstancePlace] {
        status.services.flatMap { service -> [InstancePlace] in
            guard let name = ServiceName(service.service), services.isEmpty || services.contains(name.text) else {
                return []
            }
            return service.instances.map { InstancePlace(service: name, instance: $0.instance) }
        }
    }

    /// Services that belong to a suite, or to this one, and have no instance.
    static func absent(_ status: ShowSuiteStatus.Reply) -> [String] {
        let present = Set(status.services.filter { !$0.instances.isEmpty }.map(\.service))
        let named = status.services.map(\.service) + Catalogue.contracts.map { $0.service.text }
        return Set(named).subtracting(present).sorted()
    }

    /// Calls `SERVICE.NOUN.VERB` of each instance, of all at once; answers in the order of the places.
    func ask<Reply: Decodable & Sendable>(
        _ verb: String, _ params: JSONValue = .object([]), of places: [InstancePlace], as reply: Reply.Type
    ) async -> [InstanceAnswer<Reply>] {
        await withTaskGroup(of: (Int, InstanceAnswer<Reply>).self) { group in
            for (index, place) in places.enumerated() {
                group.addTask {
                    (index, InstanceAnswer(place: place, outcome: await one(verb, params, of: place)))
                }
            }
            var answers: [(Int, InstanceAnswer<Reply>)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func one<Reply: Decodable>(
        _ verb: String, _ params: JSONValue, of place: InstancePlace
    ) async -> Result<Reply, Failure> {
        do throws(Failure) {
            let answer = try await connection.call(
                place.service, "\(place.service).\(verb)", params, metadata, instance: place.instance)
            do { return .success(try WireJSON.decode(Reply.self, from: WireJSON.encode(answer))) } catch {
                return .failure(
                    .fabric(.internalError, "the answer is not what \(verb) promises", executed: .unknown))
            }
        } catch { return .failure(error) }
    }
}

extension CommandContext {
    /// Says which instances gave no answer and why, a line each.
    func sayUnanswered<Reply>(_ answers: [InstanceAnswer<Reply>]) {
        for answer in answers {
            guard let failure = answer.failure else { continue }
            let why =
                failure.kind == .methodNotFound
                ? "its version does not know the question" : "\(failure.message.onOneLine) (\(failure.name))"
            console.say("\(answer.place.service) \(answer.place.instance) did not answer: \(why)")
        }
    }
}

/// Which services a command is about.
enum ServiceChoice {
    /// Names as they were typed; none, or `all`, is every one.
    static func services(_ text: String?, among known: [String]) throws(UsageError) -> Set<String> {
        guard let text, text != "all" else { return [] }
        guard known.contains(text) else {
            throw UsageError(
                "there is no service \"\(text)\"\(NearestMatch.hint(text, among: known))",
                next: "the services are \(known.joined(separator: ", ")), and all")
        }
        return [text]
    }

    static var all: [String] { Catalogue.contracts.map { $0.service.text } }
}
