// What a rule found, and where.

import Foundation
import Testing

/// A place that breaks a rule, written `file:line: rule`.
struct Finding: Hashable, CustomStringConvertible {
    var path: String
    var line: Int
    var rule: String
    var description: String { "\(path):\(line): \(rule)" }
}

/// A rule for one Swift file; the lines are numbered from 1.
typealias Rule = @Sendable (SourceFile, SwiftText) -> [Finding]

/// Fails with every finding of the rule in these files.
func expectNothing(
    _ rule: Rule, in files: [SourceFile], sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(!files.isEmpty, sourceLocation: sourceLocation)
    expectNone(files.flatMap { rule($0, $0.swift) }, sourceLocation: sourceLocation)
}

/// Fails with these findings, if there are any.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    guard !findings.isEmpty else { return }
    let list = findings.map(\.description).joined(separator: "\n")
    Issue.record("\(findings.count) found\n\(list)", sourceLocation: sourceLocation)
}

/// The code lines (strings and comments blanked) that match a regular expression.
func matches(_ pattern: String, in file: SourceFile, _ text: SwiftText, rule: String) -> [Finding] {
    guard let expression = try? NSRegularExpression(pattern: pattern) else {
        preconditionFailure("the pattern \(pattern) is no regular expression")
    }
    return text.code.enumerated().compactMap { index, line in
        guard !line.isEmpty else { return nil }
        let range = NSRange(line.startIndex..., in: line)
        guard expression.firstMatch(in: line, range: range) != nil else { return nil }
        return Finding(path: file.path, line: index + 1, rule: rule)
    }
}

/// The literals that match a regular expression.
func literals(matching pattern: String, in file: SourceFile, _ text: SwiftText, rule: String) -> [Finding] {
    text.literals.filter { $0.text.range(of: pattern, options: .regularExpression) != nil }
        .map { Finding(path: file.path, line: $0.line, rule: rule) }
}
