// The gateway's own keys. A CURVE server socket has one key, so a new key comes with a second pair of endpoints: for
// the overlap both pairs are open, the old key's and the new key's, and afterwards the new one alone. The next rotation
// goes back to the first pair. `keys/gateway.yaml` says which pair speaks with which key, and until when; without it
// the first speaks with `gateway.key`.

import Fabric
import MessageSchema
import Yams

/// Which endpoints speak with which key.
struct GatewayKeys: Sendable, Equatable {
    /// The two pairs of endpoints.
    enum Place: String, CaseIterable, Sendable {
        case first, second
        var other: Place { self == .first ? .second : .first }
    }

    struct Use: Sendable, Equatable {
        var place: Place
        var pair: KeyPair
        /// The moment at which the endpoints close; nil for those that stay.
        var until: Instant?

        func isOpen(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
    }

    /// The uses that have not ended, the one that ends first; never empty.
    let uses: [Use]

    /// The use that stays.
    var lasting: Use? { uses.last }
    /// The use that ends, while a rotation is under way.
    var ending: Use? { uses.first { $0.until != nil } }

    /// What is in force at a moment. Throws when there is no key, or the files do not belong together.
    init(in folder: KeyFolder, now: Instant) throws(UsageError) {
        let written = try Self.written(folder.gatewayUse)
        var pairs: [KeyPair] = []
        for path in [folder.file(of: KeyFolder.gateway), folder.next(of: KeyFolder.gateway)] {
            if let pair = try folder.pair(at: path) { pairs.append(pair) }
        }
        guard let first = pairs.first else {
            throw UsageError(
                "the gateway has no key: there is no \(folder.file(of: KeyFolder.gateway))",
                next: "make one with `sauro keys new gateway`")
        }
        guard let written else {
            uses = [Use(place: .first, pair: first)]
            return
        }
        var uses: [Use] = []
        for entry in written where entry.until.map({ now < $0 }) ?? true {
            guard let pair = pairs.first(where: { $0.publicKey == entry.key }) else {
                throw UsageError(
                    "\(folder.gatewayUse) names the key \(entry.key), whose secret is not in \(folder.root)",
                    next:
                        "bring its file back; or remove \(folder.gatewayUse) to use gateway.key on the first endpoints")
            }
            uses.append(Use(place: entry.place, pair: pair, until: entry.until))
        }
        guard uses.contains(where: { $0.until == nil }) else {
            throw UsageError("\(folder.gatewayUse) names no key that stays")
        }
        self.uses = uses.sorted { $0.until != nil && $1.until == nil }
    }

    // MARK: rotation

    /// Makes a new pair for the other endpoints; the present ones close at `until`. The folder must be locked.
    static func rotate(in folder: KeyFolder, until: Instant, now: Instant) throws(UsageError) -> GatewayKeys {
        try settle(in: folder, now: now)
        let present = try GatewayKeys(in: folder, now: now)
        guard let lasting = present.lasting, present.ending == nil else {
            let end = present.ending?.until.map { " until \($0)" } ?? ""
            throw UsageError(
                "a rotation of the gateway's key is under way\(end)", next: "wait for its end; see `sauro keys list`")
        }
        // What a rotation left that came to nothing: no other file names this key.
        try WholeFile.remove(folder.next(of: KeyFolder.gateway))
        let pair = try folder.makePair(of: KeyFolder.gateway, at: folder.next(of: KeyFolder.gateway))
        try write(
            [
                Use(place: lasting.place, pair: lasting.pair, until: until),
                Use(place: lasting.place.other, pair: pair),
            ], to: folder)
        return try GatewayKeys(in: folder, now: now)
    }

    /// After an overlap: the new pair becomes `gateway.key`, and the old one is gone. Does nothing otherwise; may be
    /// interrupted anywhere and done again. The folder must be locked.
    static func settle(in folder: KeyFolder, now: Instant) throws(UsageError) {
        guard let written = try written(folder.gatewayUse), isOver(written, at: now),
            let lasting = try GatewayKeys(in: folder, now: now).lasting
        else { return }
        let next = folder.next(of: KeyFolder.gateway)
        if try folder.pair(at: next)?.publicKey == lasting.pair.publicKey {
            try WholeFile.move(next, to: folder.file(of: KeyFolder.gateway))
        }
        try write([lasting], to: folder)
    }

    /// Whether an overlap has ended that was not settled yet.
    static func isUnsettled(in folder: KeyFolder, now: Instant) throws(UsageError) -> Bool {
        try written(folder.gatewayUse).map { isOver($0, at: now) } ?? false
    }

    // MARK: the file

    private struct Written {
        var place: Place
        var key: PublicKey
        var until: Instant?
    }

    private static func isOver(_ written: [Written], at now: Instant) -> Bool {
        written.contains { $0.until.map { $0 <= now } ?? false }
    }

    private static func write(_ uses: [Use], to folder: KeyFolder) throws(UsageError) {
        let lines = uses.map { use in
            "\(use.place.rawValue): {key: \"\(use.pair.publicKey)\"\(use.until.map { ", until: \"\($0)\"" } ?? "")}\n"
        }
        try WholeFile.write(
            "# Which endpoints of the gateway speak with which key. Written by `sauro keys rotate gateway`.\n"
                + lines.joined(), to: folder.gatewayUse)
    }

    private static func written(_ path: String) throws(UsageError) -> [Written]? {
        guard let text = try FileText.read(path, bytesMax: Bounds.settingsBytesMax),
            let root = try YAMLText(text, source: path).onlyRoot()
        else { return nil }
        var all: [Written] = []
        for (name, node) in try root.members("the file", in: path) {
            guard let place = Place(rawValue: name) else {
                throw node.refused("endpoints are first or second, not \"\(name)\"", in: path)
            }
            var members: [String: String] = [:]
            for (member, value) in try node.members(name, in: path) { members[member] = value.scalar?.string }
            guard let key = members["key"].flatMap({ PublicKey($0) }) else {
                throw node.refused("\(name) has no public key", in: path)
            }
            do throws(ValueError) {
                all.append(
                    Written(
                        place: place, key: key,
                        until: try members["until"].map { text throws(ValueError) in
                            try Instant(text)
                        }))
            } catch { throw node.refused("until: \(error.message)", in: path) }
        }
        return all
    }
}
