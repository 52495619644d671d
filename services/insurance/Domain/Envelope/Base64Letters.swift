// The letters of base64 (RFC 4648, section 4) by groups of four, which are nearly all of a text; what stands between
// groups or ends a text is left to who reads it.

/// Groups of four letters.
public enum Base64Letters {
    /// Decodes groups from a place on, up to the first that has something else in it; `at` is that group's place then.
    public static func decodeGroups(of text: [UInt8], from at: inout Int, to bytes: inout [UInt8]) {
        var place = at
        values.withUnsafeBufferPointer { values in
            text.withUnsafeBufferPointer { text in
                while place + 4 <= text.count {
                    let (first, second) = (values[Int(text[place])], values[Int(text[place + 1])])
                    let (third, fourth) = (values[Int(text[place + 2])], values[Int(text[place + 3])])
                    guard first | second | third | fourth < 64 else { return }
                    bytes.append(first << 2 | second >> 4)
                    bytes.append(second << 4 | third >> 2)
                    bytes.append(third << 6 | fourth)
                    place += 4
                }
            }
        }
        at = place
    }

    /// The six bits that a letter stands for; nil for what is none.
    public static func value(of letter: UInt8) -> UInt8? { values[Int(letter)] < 64 ? values[Int(letter)] : nil }

    public static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// By letter; 64 for what is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (index, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(index) }
        return values
    }()
}
