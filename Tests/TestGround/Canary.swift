// A file and a socket that nobody has any business with, and whether somebody touched them all the same.

import Foundation
import Glibc

/// What an attack names, watched.
public final class Canary {
    public static let secret = "SECRET"
    private let folder = TemporaryFolder()
    private let watch: Int32
    private let listener: Int32
    private let port: UInt16

    public init() throws {
        folder.write(Self.secret, to: "canary")
        watch = inotify_init1(Int32(IN_NONBLOCK))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard inotify_add_watch(watch, folder.path, UInt32(IN_OPEN)) >= 0, let port = Self.listen(on: listener) else {
            throw CocoaError(.featureUnsupported)
        }
        self.port = port
    }

    deinit { for descriptor in [watch, listener] { close(descriptor) } }

    public var path: String { folder.file("canary") }
    public var fileURL: String { "file://\(path)" }
    public var webURL: String { "http://127.0.0.1:\(port)/canary" }

    /// True if the file was opened or its folder read since this was last asked.
    public func wasOpened() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        return read(watch, &buffer, buffer.count) > 0
    }

    /// True if somebody called since this was last asked.
    public func wasCalled() -> Bool {
        let caller = accept(listener, nil, nil)
        guard caller >= 0 else { return false }
        close(caller)
        return true
    }

    /// Listens on a free port of the machine's own, and gives it.
    private static func listen(on listener: Int32) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 8) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }
}
