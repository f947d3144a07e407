import Testing
import Tuning

@Suite("Importance of hyperparameters")
struct ImportanceTests {
  private func space(_ names: [String]) -> SearchSpace {
    SearchSpace(
      names.map {
        Hyperparameter($0, .reals(NumberRange(min: 0, max: 1)), defaultValue: .real(0))
      } + [
        Hyperparameter(
          "kind", .choice([.text("a"), .text("b"), .text("c")], isOrdered: false),
          defaultValue: .text("a"))
      ])
  }

  private func trials(
    _ space: SearchSpace, count: Int, _ merit: (Configuration) -> Double
  ) throws -> [TrialOutcome] {
    let tuner = try tuner("RandomSearch(objective=loss, max_trials=\(count))")
    return tuner.plan(for: space, seed: 3).compactMap { plan in
      guard case .settled(let configuration) = plan.source else { return nil }
      return TrialOutcome(configuration, merit: merit(configuration))
    }
  }

  private func number(_ configuration: Configuration, _ name: String) -> Double {
    if case .real(let number)? = configuration[name] { number } else { .nan }
  }

  /// y = 4·x₁ + 2·x₂: variances 16/12 and 4/12, so that 80 % and 20 % of the differences are theirs.
  @Test("is each one's share of the variance")
  func shares() throws {
    let space = space(["x1", "x2", "x3"])
    let trials = try trials(space, count: 40) {
      4 * number($0, "x1") + 2 * number($0, "x2")
    }
    let shares = try #require(Importance(of: trials, in: space)).shares
    #expect(shares.map(\.name).prefix(2) == ["x1", "x2"])
    #expect(abs(shares[0].value - 0.8) < 0.08)
    #expect(abs(shares[1].value - 0.2) < 0.08)
    #expect(shares[2].value < 0.03)
    #expect(shares[3].value < 0.03)
  }

  @Test("knows options too")
  func options() throws {
    let space = space(["x1"])
    let trials = try trials(space, count: 30) {
      ($0["kind"] == .text("b") ? 1 : 0) + 0.1 * number($0, "x1")
    }
    let shares = try #require(Importance(of: trials, in: space)).shares
    #expect(shares[0].name == "kind")
    #expect(shares[0].value > 0.9)
  }

  @Test("needs scores that differ, and enough of them")
  func tooFew() throws {
    let space = space(["x1"])
    #expect(Importance(of: try trials(space, count: 3) { number($0, "x1") }, in: space) == nil)
    #expect(Importance(of: try trials(space, count: 9) { _ in 1 }, in: space) == nil)
    let none = try trials(space, count: 9) { _ in 1 }.map {
      TrialOutcome($0.configuration, merit: nil)
    }
    #expect(Importance(of: none, in: space) == nil)
  }
}
