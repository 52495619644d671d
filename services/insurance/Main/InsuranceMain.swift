// The program of the insurance service.

import InsuranceApp
import ServiceKit

@main struct InsuranceMain {
    static func main() async { await ServiceProgram.run(InsuranceService.blueprint) }
}
