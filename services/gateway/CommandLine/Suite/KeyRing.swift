// Keys and their bearers, kept together: what `sauro keys` does to the folder of secret keys and to the principals
// file, each step such that an interruption leaves both usable and can be made up for by giving the command again.

import Fabric
import MessageSchema

/// The keys of one suite, or of one caller's machine.
struct KeyRing {
    let folder: KeyFolder
    let principals: String
    let now: Instant

    /// What became of a key.
    struct Made {
        var key: PublicKey
        /// The file with its secret, if it is here.
        var file: String?
        /// Whether the principals file has it now.
        var isEntered = false
        /// When the keys that were there before end.
        var until: Instant?
    }

    // MARK: new

    /// Makes the gateway's own pair.
    func makeGateway() throws(UsageError) -> Made {
        let lock = try folder.open()
        defer { withExtendedLifetime(lock) {} }
        let file = folder.file(of: KeyFolder.gateway)
        guard try folder.pair(at: file) == nil else {
            throw UsageError(
                "the gateway has a key already: \(file)", next: "replace it with `sauro keys rotate gateway`")
        }
        return Made(key: try folder.makePair(of: KeyFolder.gateway, at: file).publicKey, file: file)
    }

    /// Makes a pair for a name, or takes a public key that was made elsewhere, and enters it: with a right as a new
    /// entry, without one at the entry that is there. Without either only the pair is made.
    func make(
        _ name: String, _ right: PrincipalEntry.Right?, publicKey: PublicKey?
    ) throws(UsageError) -> Made {
        let lock = try folder.open()
        defer { withExtendedLifetime(lock) {} }
        let edit = try PrincipalsEdit(path: principals)
        let entry = edit.file.entry(named: name)
        try check(name, entry, right)
        var made = try pair(of: name, publicKey, edit.file)
        if let right {
            let key = PrincipalEntry.Key(key: made.key)
            try edit.add(PrincipalEntry(name: name, right: right, keys: [key]))
            made.isEntered = true
        } else if entry != nil {
            try edit.give(made.key, to: name, until: nil, now: now)
            made.isEntered = true
        }
        return made
    }

    private func check(
        _ name: String, _ entry: PrincipalEntry?, _ right: PrincipalEntry.Right?
    ) throws(UsageError) {
        guard let entry else { return }
        guard entry.keys.isEmpty else {
            throw UsageError("\"\(name)\" has a key already", next: "replace it with `sauro keys rotate \(name)`")
        }
        guard right == nil else {
            throw UsageError(
                "\(principals) has \"\(name)\" already",
                next: "leave out --role, --scope and --serves to give it a key, or change the file")
        }
    }

    /// The pair of a new name. A file that a broken attempt left, named nowhere, is taken.
    private func pair(
        of name: String, _ publicKey: PublicKey?, _ file: PrincipalsFile
    ) throws(UsageError) -> Made {
        if let publicKey {
            try checkUnused(publicKey, file)
            return Made(key: publicKey)
        }
        let path = folder.file(of: name)
        let pair = if let left = try folder.pair(at: path) { left } else { try folder.makePair(of: name, at: path) }
        try checkUnused(pair.publicKey, file)
        return Made(key: pair.publicKey, file: path)
    }

    private func checkUnused(_ key: PublicKey, _ file: PrincipalsFile) throws(UsageError) {
        guard let holder = file.holder(of: key) else { return }
        throw UsageError("\(principals) has this key already, at \"\(holder.entry.name)\"")
    }

    // MARK: rotate

    /// Gives the gateway a new pair at its second endpoints.
    func rotateGateway(until: Instant) throws(UsageError) -> Made {
        let lock = try folder.open()
        defer { withExtendedLifetime(lock) {} }
        let keys = try GatewayKeys.rotate(in: folder, until: until, now: now)
        guard let key = keys.lasting?.pair.publicKey else { throw UsageError("the gateway has no key") }
        return Made(key: key, file: folder.next(of: KeyFolder.gateway), until: keys.ending?.until)
    }

    /// Gives a name a new pair, or takes a public key that was made elsewhere; its present keys end at `until`.
    func rotate(_ name: String, publicKey: PublicKey?, until: Instant) throws(UsageError) -> Made {
        let lock = try folder.open()
        defer { withExtendedLifetime(lock) {} }
        let edit = try PrincipalsEdit(path: principals)
        guard let entry = edit.file.entry(named: name) else {
            throw UsageError(
                "\(principals) does not name \"\(name)\"", next: "make it with `sauro keys new \(name)`")
        }
        if let publicKey {
            try checkUnused(publicKey, edit.file)
            try edit.give(publicKey, to: name, until: until, now: now)
            return Made(key: publicKey, isEntered: true, until: until)
        }
        let next = folder.next(of: name)
        if let begun = try folder.pair(at: next), entry.keys.contains(where: { $0.key == begun.publicKey }) {
            // The key was entered and its file not yet named: finish that.
            return try finish(name, begun.publicKey, until: entry.keys.compactMap(\.until).max())
        }
        // What an interrupted attempt left before it entered the key.
        try WholeFile.remove(next)
        let pair = try folder.makePair(of: name, at: next)
        try edit.give(pair.publicKey, to: name, until: until, now: now)
        return try finish(name, pair.publicKey, until: until)
    }

    private func finish(_ name: String, _ key: PublicKey, until: Instant?) throws(UsageError) -> Made {
        let file = folder.file(of: name)
        try WholeFile.move(file, to: folder.old(of: name))
        try WholeFile.move(folder.next(of: name), to: file)
        return Made(key: key, file: file, isEntered: true, until: until)
    }
}
