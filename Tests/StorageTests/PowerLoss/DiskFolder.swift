// The names in a folder as a disk has them. A name that was made or removed is sure to be so only once the folder
// itself was synced.

import Surroundings

/// Files by name.
typealias DiskImage = [String: [UInt8]]

/// The names of one folder, synced and not.
struct DiskFolder {
    private var synced: [String: DiskFile]
    private var unsynced: [(name: String, file: DiskFile?)] = []
    /// What programs see.
    private(set) var files: [String: DiskFile]

    /// A folder whose files are synced already, and its names too.
    init(_ image: DiskImage = [:]) {
        synced = image.mapValues { DiskFile(synced: $0) }
        files = synced
    }

    mutating func create(_ name: String) -> DiskFile {
        let file = DiskFile()
        set(name, to: file)
        return file
    }

    mutating func remove(_ name: String) { set(name, to: nil) }

    /// Syncs the names; the files' bytes are another matter.
    mutating func sync() {
        synced = files
        unsynced = []
    }

    /// The folder when power is back. Each name is as it was at the last sync or at any time since.
    func afterCut(_ survival: Survival, using random: inout SeededRandom) -> DiskImage {
        var image: DiskImage = [:]
        for name in Set(synced.keys).union(unsynced.map(\.name)).sorted() {
            let states = [synced[name]] + unsynced.filter { $0.name == name }.map(\.file)
            let state =
                switch survival {
                case .nothing: states.first
                case .everything: states.last
                case .beginning, .anything: states.randomElement(using: &random)
                }
            image[name] = state.flatMap { $0 }?.afterCut(survival, using: &random)
        }
        return image
    }

    private mutating func set(_ name: String, to file: DiskFile?) {
        files[name] = file
        unsynced.append((name, file))
    }
}
