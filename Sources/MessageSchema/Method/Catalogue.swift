// All contracts of the suite in one list: for the command line, the error table and the documents.

/// Everything the suite says on the wire.
public enum Catalogue {
    public static let contracts: [any Contract.Type] = [
        GatewayContract.self, RegistryContract.self, TasksContract.self, InsuranceContract.self,
        NotificationsContract.self,
    ]

    /// The named refusals of all services.
    public static var errors: [ErrorCase] { FrameErrors.all + contracts.flatMap { $0.errors } }

    /// The method of that name, and the contract it stands in.
    public static func method(named name: String) -> (method: any Method.Type, contract: any Contract.Type)? {
        for contract in contracts {
            for method in contract.allMethods where method.name.text == name { return (method, contract) }
        }
        return nil
    }
}
