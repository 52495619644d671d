// Every bound of the command line, in one place.

/// What the command line takes and does at most.
enum Bounds {
    /// Bytes of an input, standard input or a file.
    static let inputBytesMax = 256 << 20
    /// Bytes of one line of a roll.
    static let rollLineBytesMax = 64 << 10
    /// Enrolments of one request of a roll: some hundred kilobytes.
    static let rollRowsMax = 500
    /// Rejected rows of a roll that are kept to print them as one; else they are printed as they come.
    static let rollRejectedKeptMax = 1000
    /// Requests of one input.
    static let inputRequestsMax = 1_000_000
    /// Values that one YAML text may unfold to; aliases can multiply them.
    static let yamlNodesMax = 20_000_000
    /// Findings about an input that are printed.
    static let inputFindingsMax = 10
    /// Bytes of one request; the wire takes a mebibyte.
    static let requestBytesMax = 1 << 20
    /// Bytes of parameters in one batch: half of what a body holds, as envelopes and answers want room too.
    static let batchBytesMax = 512 << 10
    /// Requests of one batch, the wire's own bound.
    static let batchEntriesMax = 100
    /// Batches under way at once.
    static let parallelMax = 64
    static let parallelStandard = 8
    /// Pages that `--all` follows.
    static let pagesMax = 10_000
    /// Items that `--all` keeps to print them as one; JSON lines are printed page by page and know no such bound.
    static let itemsKeptMax = 1_000_000
    /// Milliseconds that a follower of events lets one poll wait.
    static let pollMilliseconds: Int64 = 25_000
    /// Attempts in a row that a follower of events makes while the service is away, a second apart.
    static let followAttemptsMax = 60
    /// Bytes of a principals or config file.
    static let settingsBytesMax = 1 << 20
}
