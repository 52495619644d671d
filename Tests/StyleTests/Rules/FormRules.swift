// How a file looks: its header, its length, its names.

import Foundation

enum FormRules {
    /// The longest line in characters, and the longest file in lines.
    static let columnsMax = 120
    static let linesMax = 400

    static let header: Rule = { file, text in
        guard text.lines.first?.hasPrefix("//") != true else { return [] }
        return [Finding(path: file.path, line: 1, rule: "a file opens with a comment that says what it is for")]
    }

    static let width: Rule = { file, text in
        text.lines.enumerated().filter { $0.element.count > columnsMax }
            .map { Finding(path: file.path, line: $0.offset + 1, rule: "more than \(columnsMax) columns") }
    }

    static let length: Rule = { file, text in
        // The last line end opens an empty line that is none.
        let count = text.lines.count - (text.lines.last == "" ? 1 : 0)
        guard count > linesMax else { return [] }
        return [Finding(path: file.path, line: linesMax + 1, rule: "more than \(linesMax) lines")]
    }

    private static let endings = "(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Impl|Base)"

    static let names: Rule = { file, text in
        let types = matches(
            "\\b(class|struct|enum|protocol|actor|typealias)\\s+\\w*" + endings + "\\b", in: file, text,
            rule: "a name ends in a word that says nothing")
        guard file.name.range(of: endings + "\\.swift$", options: .regularExpression) != nil else { return types }
        return types + [Finding(path: file.path, line: 1, rule: "a file is named with a word that says nothing")]
    }

    static let noStandInsForWork: Rule = { file, text in
        matches("\\b(TODO|FIXME)\\b", in: file, SwiftText(plain: text.lines), rule: "work is left to do")
    }
}

extension SwiftText {
    /// Lines taken as they are, comments included.
    fileprivate init(plain lines: [String]) { self.init(lines: lines, code: lines, literals: []) }
}
