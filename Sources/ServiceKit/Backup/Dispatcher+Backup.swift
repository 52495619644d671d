// The methods of backups. What is copied is of all units, and goes past every permission on single facts: only who runs
// the suite may ask, and nobody with a scope.

import MessageSchema

extension Dispatcher {
    func writeCopy<Owner: Contract>(_ call: Call, of owner: Owner.Type) async throws -> ServiceCopy {
        try await copies.begin(admitOperator(call, WriteCopy<Owner>.self).backup, for: call.principal)
    }

    func showCopy<Owner: Contract>(_ call: Call, of owner: Owner.Type) throws -> ServiceCopy {
        try copies.show(admitOperator(call, ShowCopy<Owner>.self).backup)
    }

    func removeCopy<Owner: Contract>(_ call: Call, of owner: Owner.Type) async throws -> ServiceCopy {
        try await copies.remove(admitOperator(call, RemoveCopy<Owner>.self).backup)
    }

    private func admitOperator<M: Method>(_ call: Call, _ method: M.Type) throws -> M {
        try Authority.check(M.permission, of: call.principal)
        guard call.principal.scope == nil else { throw Authority.refusal }
        let request = try call.decode(M.self)
        try checkTimes(call, .none)
        return request
    }
}
