// The files of the checkout, read once.

import Foundation

/// A file of the checkout.
struct SourceFile: Sendable {
    /// Path from the root, such as `Sources/Fabric/Client/Client.swift`.
    let path: String
    let text: String
    /// The file as Swift; of a file in another language it says nothing.
    let swift: SwiftText

    init(path: String, text: String) {
        self.path = path
        self.text = text
        swift = SwiftText(path.hasSuffix(".swift") ? text : "")
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    func isUnder(_ folders: [String]) -> Bool { folders.contains { path.hasPrefix($0 + "/") } }
}

/// The checkout this test was built from.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All text files but those that git does not keep either.
    static let files: [SourceFile] = paths.compactMap { path in
        guard let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) else { return nil }
        return SourceFile(path: path, text: text)
    }

    /// What people wrote; what a generator wrote has its own form.
    static let swift: [SourceFile] = files.filter { $0.path.hasSuffix(".swift") && !$0.path.contains("/Generated/") }
    /// What is shipped: everything in Swift but tests and the manifest.
    static let shipped: [SourceFile] = swift.filter { $0.isUnder(["Sources", "services", "examples"]) }
    static let tests: [SourceFile] = swift.filter { $0.isUnder(["Tests"]) }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    static func folders(in path: String) -> [String] {
        let folder = root.appendingPathComponent(path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let found = FileManager.default.fileExists(
                atPath: folder.appendingPathComponent(name).path, isDirectory: &isFolder)
            return found && isFolder.boolValue && !name.hasPrefix(".")
        }.sorted()
    }

    // Folders are walked by name, so that what builds leave behind is never opened.
    private static var paths: [String] {
        var found: [String] = []
        var waiting = [""]
        while let folder = waiting.popLast() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)) ?? []
            for name in names where !isLeftOut(name) {
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: root.path + "/" + path, isDirectory: &isFolder) else {
                    continue
                }
                if isFolder.boolValue { waiting.append(path) } else { found.append(path) }
            }
        }
        return found.sorted()
    }

    private static func isLeftOut(_ name: String) -> Bool {
        [".git", "__pycache__", "Package.resolved"].contains(name) || name.hasPrefix(".build") || name == ".swiftpm"
    }
}
