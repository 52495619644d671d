// The policy as it was when one of its versions was published.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

extension PolicyStore {
    /// The policy of a version; nil if there was none such.
    func policy(version: Int) throws -> Policy? {
        try reader.first(
            "SELECT published_sequence FROM policy_act WHERE version = $1", [.integer(Int64(version))]
        ).map { try policy(known: $0.integer("published_sequence")) }
    }
}
