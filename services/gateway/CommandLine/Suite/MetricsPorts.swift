// Which port each service's metrics have: the gateway's is the one that was asked for, the services' follow in the
// order in which the suite knows them, whichever of them run.

import Exposition

/// The addresses of the pages of one suite.
struct MetricsPorts {
    private let gateway: PageAddress?

    init(_ settings: Settings) { gateway = settings.metrics.value }

    /// A service's page; nil when there are none.
    func address(of service: String) throws(ExpositionError) -> PageAddress? {
        guard let gateway, let index = UpCommand.known.firstIndex(of: service) else { return nil }
        return try gateway.following(by: index + 1)
    }

    /// What a service is told.
    func flags(of service: String) throws(UsageError) -> [String] {
        do throws(ExpositionError) { return try address(of: service).map { ["--metrics", "\($0)"] } ?? [] } catch {
            throw UsageError(error.description, next: "give another address with --metrics")
        }
    }
}
