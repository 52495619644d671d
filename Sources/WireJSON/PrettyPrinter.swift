// Compact JSON laid out for people: the bytes are walked once, nothing is made of them.

enum PrettyPrinter {
    static func indented(_ compact: [UInt8]) -> [UInt8] {
        var pretty: [UInt8] = []
        var depth = 0
        var isInString = false
        var at = 0
        while at < compact.count {
            let byte = compact[at]
            at += 1
            if isInString {
                pretty.append(byte)
                if byte == UInt8(ascii: "\\"), at < compact.count {
                    pretty.append(compact[at])
                    at += 1
                }
                isInString = byte != UInt8(ascii: "\"")
                continue
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                pretty.append(byte)
                depth += 1
                if !closes(compact, at) { breakLine(&pretty, depth) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                let isEmpty = pretty.last == UInt8(ascii: "{") || pretty.last == UInt8(ascii: "[")
                if !isEmpty { breakLine(&pretty, depth) }
                pretty.append(byte)
            case UInt8(ascii: ","):
                pretty.append(byte)
                breakLine(&pretty, depth)
            case UInt8(ascii: ":"): pretty.append(contentsOf: ": ".utf8)
            default:
                pretty.append(byte)
                isInString = byte == UInt8(ascii: "\"")
            }
        }
        return pretty
    }

    private static func breakLine(_ pretty: inout [UInt8], _ depth: Int) {
        pretty.append(UInt8(ascii: "\n"))
        pretty.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, 2 * depth)))
    }

    /// Whether the next byte that is not whitespace closes a container.
    private static func closes(_ compact: [UInt8], _ start: Int) -> Bool {
        let next = compact[start...].first { $0 > 0x20 }
        return next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
    }
}
