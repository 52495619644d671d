// The door through which libFuzzer comes in; the executable fuzz-principals is built only when SAURO_FUZZ is set.

import FuzzGround

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    runOne(bytes, count, PrincipalsProperties.check)
}
