// That a service has had data in a folder, kept beside the folder, where a volume that is not mounted does not take it
// along. Without it a service would begin anew in the empty folder that is left, and answer as if nothing had been.

import MessageSchema

private import Glibc

/// The mark of a service's data folder: `FOLDER.made` for `FOLDER`.
struct DataMark {
    private let folder: String
    private let database: String
    private let service: ServiceName

    init(folder: String, service: ServiceName) {
        let trimmed = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.folder = trimmed
        database = "\(trimmed)/\(service).sqlite"
        self.service = service
    }

    var path: String { folder + ".made" }

    /// Throws if there was a database once and none is there, or an empty file.
    func refuseEmptiness() throws(ServiceProblem) {
        guard access(path, F_OK) == 0, !hasDatabase else { return }
        throw .dataGone(folder: folder, database: database, mark: path)
    }

    /// Marks the folder once it has a database. Where nothing can be written beside it, as in a container whose other
    /// files are read-only, there is no mark, and whoever mounts the volumes has to see to them.
    func set() {
        guard hasDatabase else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let text = """
            sauro-\(service) has had its data in \(folder). While this file is there it does not begin anew when
            the data is gone. Remove it to let the service begin with nothing.

            """
        _ = write(descriptor, text, text.utf8.count)
        fsync(descriptor)
    }

    private var hasDatabase: Bool {
        var status = stat()
        return stat(database, &status) == 0 && status.st_size > 0
    }
}
