// The registry's program.

import RegistryApp
import ServiceKit

@main
struct RegistryMain {
    static func main() async { await ServiceProgram.run(RegistryService.blueprint) }
}
