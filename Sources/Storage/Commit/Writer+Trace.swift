// Under which trace a part of a request writes, where it is not the request's own: what was done because of another
// service's event stands in that event's trace.

extension Writer {
    /// Runs a part of the request whose events bear this trace.
    public func inTrace<T>(_ trace: String?, _ body: () throws -> T) rethrows -> T {
        let outer = self.trace
        self.trace = trace
        defer { self.trace = outer }
        return try body()
    }
}
