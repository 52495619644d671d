// Values as literals that the tests of the rules have no need of.

import MessageSchema

extension AccountName: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CardCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension UnitCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Quarter: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
