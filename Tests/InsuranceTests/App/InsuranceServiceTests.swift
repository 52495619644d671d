// The service as a whole: what it routes is what it promises.

import InsuranceApp
import ServiceKit
import Testing

@Suite struct InsuranceServiceTests {
    @Test("Routes and contract name the same methods")
    func routes() {
        #expect(InsuranceService.blueprint.disagreements == [])
    }
}
