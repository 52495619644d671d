// Puts values into a template. The Mustache library reads and renders; what goes in was checked, what comes out is
// plain text of bounded size.

internal import MessageSchema
internal import Mustache

/// Renders one text of a template.
struct TemplateRenderer {
    /// UTF-8 bytes that a text may take before it is looked at more closely; far above what a notice may have.
    private static let bytesMax = 64 << 10
    // On a line of its own: the library takes it out with its line break, and the text begins as if it were not there.
    // Without it the library would write text as HTML.
    private static let plainText = "{{% CONTENT_TYPE:TEXT}}\n"

    /// Why the library cannot read a text; nil if it can.
    static func problem(reading text: String) -> (place: TextPlace, message: String)? {
        do {
            _ = try MustacheTemplate(string: plainText + text)
            return nil
        } catch let error as MustacheTemplate.ParserError {
            let place = TextPlace(line: error.context.lineNumber - 1, column: error.context.columnNumber)
            return (place, "\(error.error)")
        } catch {
            return (TextPlace(), "\(error)")
        }
    }

    /// The text with values in it; nil if it would be far too long. `values` are those that are there.
    static func render(
        _ text: String, _ values: [String: TemplateValue], in language: NoticeLanguage
    ) throws -> String? {
        let shown = values.mapValues { $0.shown(in: language) }
        guard size(of: TemplateParser(text).parts, shown, current: 0) <= bytesMax else { return nil }
        return try MustacheTemplate(string: plainText + text).render(shown)
    }

    /// At most so many bytes come out; stops counting past the bound.
    private static func size(
        of parts: [TemplatePart], _ values: [String: any Sendable], current: Int
    ) -> Int {
        var sum = 0
        for part in parts where sum <= bytesMax {
            switch part {
            case .text(let bytes): sum += bytes
            case .value(".", _): sum += current
            case .value(let name, _): sum += (values[name] as? String)?.utf8.count ?? 0
            case .section(let name, false, _, let inner): sum += size(ofSection: values[name], inner, values, current)
            case .section(_, true, _, let inner): sum += size(of: inner, values, current: current)
            }
        }
        return sum
    }

    private static func size(
        ofSection value: (any Sendable)?, _ inner: [TemplatePart], _ values: [String: any Sendable], _ current: Int
    ) -> Int {
        switch value {
        case let elements as [String]:
            var sum = 0
            for element in elements where sum <= bytesMax {
                sum += size(of: inner, values, current: element.utf8.count)
            }
            return sum
        case let text as String: return size(of: inner, values, current: text.utf8.count)
        case let flag as Bool: return flag ? size(of: inner, values, current: current) : 0
        default: return 0
        }
    }
}
