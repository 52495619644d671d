// What makes copies of several services, each of a moment of its own, one backup: no copy knows of anything that
// another one lacks. Pure.

import MessageSchema

/// The rules of a cut through all services.
enum BackupCut {
    /// The order in which services are copied: who follows comes before whom it follows, so that the followed copy is
    /// the younger one and holds all that the follower had read. In a ring any order may fail; its services come last,
    /// by name, and `problems` tells.
    static func order(_ follows: [String: [String]]) -> [String] {
        var left = Set(follows.keys)
        var order: [String] = []
        while !left.isEmpty {
            let followed = Set(left.flatMap { service in (follows[service] ?? []).filter { $0 != service } })
            var next = left.subtracting(followed)
            if next.isEmpty { next = left }
            order += next.sorted()
            left.subtract(next)
        }
        return order
    }

    /// Places in a journal past that journal's end in the same backup, a sentence each. What lies between a place and
    /// the end is on its way, and the followed copy holds it.
    static func problems(_ services: [BackupManifest.Service]) -> [String] {
        let copies = Dictionary(services.map { ($0.service, $0.contents) }, uniquingKeysWith: { $1 })
        return services.flatMap { follower in
            follower.contents.follows.compactMap { place in
                problem(of: place, follower.service, in: copies[place.service])
            }
        }
    }

    private static func problem(of place: FollowedPlace, _ follower: String, in copy: CopyContents?) -> String? {
        guard let copy else { return "\(follower) follows \(place.service), of which there is no copy" }
        // A place whose journal was renewed since: the follower goes on from it, or begins anew, when it meets it.
        guard place.journal == copy.journal else {
            return place.after <= copy.sequence
                ? nil : "\(follower) had followed another journal of \(place.service) to \(place.after)"
        }
        guard place.after > copy.sequence else { return nil }
        return "\(follower) had followed \(place.service) to \(place.after), the copy of which ends at \(copy.sequence)"
    }
}
