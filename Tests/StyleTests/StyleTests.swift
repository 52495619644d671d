// The house rules that a machine can check, each as one test over the sources. A finding is printed as
// `file:line: rule`; CONTRIBUTING.md says the rules in words.

import Testing

@Suite struct StyleTests {
    @Test func everyFileOpensWithAComment() { expectNothing(FormRules.header, in: SourceTree.swift) }

    @Test func noLineIsTooLong() { expectNothing(FormRules.width, in: SourceTree.swift) }

    @Test func noFileIsTooLong() { expectNothing(FormRules.length, in: SourceTree.swift) }

    @Test func namesSaySomething() { expectNothing(FormRules.names, in: SourceTree.swift) }

    @Test func nothingIsLeftToDo() { expectNothing(FormRules.noStandInsForWork, in: SourceTree.shipped) }

    @Test func nothingCrashesWithoutASentence() { expectNothing(DangerRules.crashes, in: SourceTree.shipped) }

    @Test func nothingIsUnwrappedByForce() { expectNothing(DangerRules.forcedUnwraps, in: SourceTree.shipped) }

    @Test func noErrorIsSwallowed() { expectNothing(DangerRules.emptyCatches, in: SourceTree.shipped) }

    @Test func aForgottenFailureSaysWhy() { expectNothing(DangerRules.forgottenFailures, in: SourceTree.shipped) }

    @Test func whatTheCompilerCannotCheckIsProved() {
        expectNothing(DangerRules.unprovenSendability, in: SourceTree.swift)
    }

    @Test func theWorldComesInThroughTheDoor() {
        let behindTheDoor = SourceTree.shipped.filter { !$0.isUnder(["Sources/Surroundings", "examples/demo"]) }
        expectNothing(DangerRules.worldPastTheDoor, in: behindTheDoor)
    }

    @Test func everyTaskHasAnOwner() { expectNothing(DangerRules.detachedTasks, in: SourceTree.shipped) }

    @Test func noLockHoldsABareFunction() { expectNothing(DangerRules.bareFunctionsUnderLocks, in: SourceTree.swift) }

    @Test func importsPointDown() { expectNothing(ImportRules.floors, in: SourceTree.shipped) }

    @Test func statementsStandInStores() { expectNothing(SQLRules.places, in: SourceTree.shipped) }

    @Test func statementsAreUnderstoodByBothEngines() { expectNothing(SQLRules.portability, in: SourceTree.shipped) }

    @Test func pragmasStandInTheEngine() { expectNothing(SQLRules.pragmas, in: SourceTree.shipped) }

    @Test func noTestWaitsForTime() { expectNothing(DangerRules.sleeps, in: SourceTree.tests) }

    @Test func everyTestExpectsSomething() { expectNothing(TestRules.assertions, in: SourceTree.tests) }
}
