// A claim as it was decided and by a draft: the sums, and the steps that differ, side by side where there is room, else
// one below the other.

import MessageSchema

/// Renders a claim that was reconsidered.
struct ReconsiderText {
    private let paper: Paper
    private let width: Int

    init(_ paper: Paper) {
        self.paper = paper
        width = max(40, paper.width ?? 80)
    }

    /// A row of both sides; either may have nothing.
    private struct Pair {
        var before: [String]
        var after: [String]
    }

    func lines(of reply: ReconsiderClaim.Reply) -> [String] {
        let isWide = width >= Self.besideMin
        let column = isWide ? (width - Self.gap.columns) / 2 : width
        let pairs = [sums(reply, column)] + steps(reply, column)
        let head = [paper.strong("Claim \(reply.key) of \(reply.facility)")]
        let foot =
            reply.stepsLeftOut > 0 ? ["\(reply.stepsLeftOut) more steps differ; they are too many to be shown"] : []
        return head + (isWide ? beside(pairs, column) : below(pairs)) + foot
    }

    private static let besideMin = 100
    private static let gap = " │ "
    private static let titles = (before: "As decided", after: "By the draft")

    private func beside(_ pairs: [Pair], _ column: Int) -> [String] {
        let titles = Pair(before: [Self.titles.before], after: [Self.titles.after])
        return ([titles] + pairs).flatMap { pair in
            (0..<max(pair.before.count, pair.after.count)).map { index in
                let before = index < pair.before.count ? pair.before[index] : ""
                let after = index < pair.after.count ? pair.after[index] : ""
                return before.cut(to: column).padded(to: column) + Self.gap + after.cut(to: column)
            }
        }
    }

    private func below(_ pairs: [Pair]) -> [String] {
        ["", paper.strong(Self.titles.before)] + pairs.flatMap(\.before)
            + ["", paper.strong(Self.titles.after)] + pairs.flatMap(\.after)
    }

    private func sums(_ reply: ReconsiderClaim.Reply, _ column: Int) -> Pair {
        Pair(before: side(reply.before, column), after: side(reply.after, column))
    }

    private func side(_ side: ReconsideredSide, _ column: Int) -> [String] {
        let figures: [(ClaimWords.Figure, Amount)] = [
            (.fund, side.paid), (.copayment, side.totals.copayment), (.ownCost, side.totals.ownCost),
        ]
        let state = side.waits ? ["waits for evidence"] : side.refused ? ["not the fund's to pay"] : []
        return state
            + figures.flatMap { figure, amount in self.figure(figure.label, MoneyText.grouped(amount), column) }
    }

    private func figure(_ label: String, _ value: String, _ column: Int) -> [String] {
        let room = column - label.columns - 2
        guard value.columns <= room else { return [label, value.paddedLeft(to: column)] }
        return [label + value.paddedLeft(to: column - label.columns)]
    }

    /// Steps of one rule at one place stand beside each other, the first beside the first.
    private func steps(_ reply: ReconsiderClaim.Reply, _ column: Int) -> [Pair] {
        var left = reply.before.steps
        var pairs: [Pair] = []
        for step in reply.after.steps {
            let place = left.firstIndex { $0.rule == step.rule && $0.place == step.place }
            let fellow = place.map { left.remove(at: $0) }
            pairs.append(Pair(before: fellow.map { block($0, column) } ?? [], after: block(step, column)))
        }
        return pairs + left.map { Pair(before: block($0, column), after: []) }
    }

    /// A step: what it is, where, how it was reckoned, where it is written.
    private func block(_ step: TraceStep, _ column: Int) -> [String] {
        let label = ClaimWords.step(step)
        let value = MoneyText.groupedIfAmount(step.result.onOneLine)
        let source = step.act.map { "\($0) \(step.article?.text.onOneLine ?? "")" }
        let notes = [step.arithmetic.onOneLine, source].compactMap(\.self)
        return figure(label, value, column)
            + notes.flatMap { $0.wrapped(to: max(20, column - 4)) }.map { "    " + $0.cut(to: column - 4) }
    }
}

extension ClaimWords {
    /// What a step is of, and where: a figure by its name on the page of a claim.
    static func step(_ step: TraceStep) -> String {
        let figures: [String: Figure] = [
            "total": .total, "inScope": .inScope, "ownCost": .ownCost, "copayment": .copayment, "fund": .fund,
            "otherSources": .otherSources,
        ]
        let parts = step.rule.split(separator: ".", maxSplits: 1).map { String($0) }
        let isFigure = parts.count == 2 && ["line", "total"].contains(parts[0])
        let label = isFigure ? figures[parts[1]]?.label : nil
        let place = step.place ?? (parts.first == "total" ? "all lines" : nil)
        return (label ?? rule(step.rule)) + (place.map { ", \($0.onOneLine)" } ?? "")
    }
}
