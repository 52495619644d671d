// Ways to crash, to hide a failure, or to reach past the door, which the house does not have.

import Foundation

enum DangerRules {
    static let crashes: Rule = { file, text in
        matches("\\btry!|\\bas!|\\bfatalError\\s*\\(\\s*\\)", in: file, text, rule: "crashes without a sentence")
    }

    /// An identifier or a closing bracket followed by `!`, but not by `!=`; a leading `!` has no identifier before it.
    static let forcedUnwraps: Rule = { file, text in
        matches("(?<!\\b(as|try))(?<=[\\w)\\]}\"])!(?![=\\w(])", in: file, text, rule: "unwraps by force")
    }

    /// A `catch` that does nothing. One that names the very case it lets pass may, if a comment in it says why.
    static let emptyCatches: Rule = { file, text in
        matches("\\bcatch\\b[^{]*\\{\\s*\\}?\\s*$", in: file, text, rule: "swallows an error").filter { finding in
            let line = text.code[finding.line - 1]
            let isOneLine = line.drop(while: \.isWhitespace).hasSuffix("}")
            let next = text.code.dropFirst(finding.line).first { !$0.allSatisfy(\.isWhitespace) }
            let isEmpty = isOneLine || next?.first { $0 != " " } == "}"
            let namesACase = line.range(of: "catch\\s+[^{\\s]", options: .regularExpression) != nil
            return isEmpty && !(namesACase && text.hasComment(onLine: finding.line + 1))
        }
    }

    /// `try?` as a statement forgets a failure; it may, if a comment says why. As a function's one expression it is
    /// the value, and forgets nothing.
    static let forgottenFailures: Rule = { file, text in
        matches(
            "^\\s*(_\\s*=\\s*)?try\\?|\\b(defer|else|deinit)\\s*\\{\\s*(_\\s*=\\s*)?try\\?", in: file, text,
            rule: "forgets a failure and does not say why"
        ).filter { finding in
            !text.hasComment(onLine: finding.line) && !text.hasComment(onLine: finding.line - 1)
                && !isOneExpression(finding.line, text)
        }
    }

    // The line before opens a block that gives a value, the line after closes it.
    private static func isOneExpression(_ line: Int, _ text: SwiftText) -> Bool {
        guard text.code.indices.contains(line), line >= 2 else { return false }
        let opening = text.code[line - 2]
        let isClosed = text.code[line].drop(while: \.isWhitespace).first == "}"
        let givesNothing = opening.range(
            of: "\\b(defer|do|else|if|while|for|deinit|init)\\b", options: .regularExpression)
        return isClosed && opening.contains("{") && givesNothing == nil
    }

    static let unprovenSendability: Rule = { file, text in
        matches(
            "@unchecked\\s+Sendable|nonisolated\\(unsafe\\)", in: file, text,
            rule: "promises what the compiler cannot check, and gives no proof right above"
        ).filter { !isExplained($0.line, text) }
    }

    // The comment may stand above attributes of the same declaration.
    private static func isExplained(_ line: Int, _ text: SwiftText) -> Bool {
        var above = line - 1
        while above > 0, text.code[above - 1].drop(while: \.isWhitespace).hasPrefix("@") { above -= 1 }
        return text.hasComment(onLine: line) || text.hasComment(onLine: above)
    }

    static let worldPastTheDoor: Rule = { file, text in
        matches(
            "\\b(ContinuousClock|SuspendingClock|Clock|Date|UUID)\\s*\\(\\)|\\bDate\\.now\\b|\\bclock_gettime\\b"
                + "|\\bSystemRandomNumberGenerator\\b|\\.random\\s*\\(|\\.randomElement\\(|\\.shuffled\\(",
            in: file, text, rule: "asks for time, chance or an identifier past Surroundings")
    }

    /// A pause is allowed only between two looks of a function that awaits a condition, and is named after that.
    static let sleeps: Rule = { file, text in
        matches(
            "\\bTask\\.sleep\\b|\\b(u|nano)?sleep\\s*\\(", in: file, text, rule: "waits for time, not for a condition"
        ).filter { finding in
            let opening = text.code.prefix(finding.line).last {
                $0.range(of: "\\bfunc\\b", options: .regularExpression) != nil
            }
            return opening?.range(of: "func (eventually|awaiting)", options: .regularExpression) == nil
        }
    }

    /// A function right inside a Mutex is wrapped once more by each access, and each call of it goes through all wraps.
    /// In a struct, or an array, it is taken out as it is.
    static let bareFunctionsUnderLocks: Rule = { file, text in
        matches(
            "\\bMutex<[^\\[=]*->|\\bMutex\\s*\\(\\s*\\{|\\bMutex<[^=]*\\]\\s*,[^=]*->", in: file, text,
            rule: "keeps a bare function in a Mutex, which grows with each access")
    }

    static let detachedTasks: Rule = { file, text in
        matches("\\bTask\\.detached\\b", in: file, text, rule: "lets a task run that nobody owns")
    }
}
