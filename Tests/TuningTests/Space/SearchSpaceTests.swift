import Testing
import Tuning

@Suite("Search spaces")
struct SearchSpaceTests {
  /// A rate that counts with one optimizer only, and a momentum that counts with another.
  private let space = SearchSpace([
    Hyperparameter(
      "optimizer", .choice([.text("adam"), .text("sgd")], isOrdered: false),
      defaultValue: .text("adam")),
    Hyperparameter(
      "momentum", .choice([.real(0), .real(0.9)], isOrdered: true), defaultValue: .real(0),
      conditions: [Condition("optimizer", in: [.text("sgd")])]),
    Hyperparameter(
      "nesterov", .choice([.bool(false), .bool(true)], isOrdered: false),
      defaultValue: .bool(false), conditions: [Condition("momentum", in: [.real(0.9)])]),
    Hyperparameter(
      "units", .integers(NumberRange(min: 1, max: 2, step: 1)), defaultValue: .integer(2)),
  ])

  private func text(_ configuration: Configuration) -> String {
    configuration.entries.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  @Test("What does not count is not in a configuration")
  func defaults() {
    #expect(text(space.defaults) == "optimizer=adam units=2")
  }

  @Test("The grid begins with the defaults, the last one changing fastest")
  func grid() {
    #expect(
      space.grid(upTo: 100).map(text) == [
        "optimizer=adam units=2", "optimizer=adam units=1",
        "optimizer=sgd momentum=0.0 units=2", "optimizer=sgd momentum=0.0 units=1",
        "optimizer=sgd momentum=0.9 nesterov=False units=2",
        "optimizer=sgd momentum=0.9 nesterov=False units=1",
        "optimizer=sgd momentum=0.9 nesterov=True units=2",
        "optimizer=sgd momentum=0.9 nesterov=True units=1",
      ])
    #expect(space.grid(upTo: 3).count == 3)
  }

  @Test("Variations change one thing, with the parents that it needs")
  func variations() {
    #expect(
      space.variations.map(text) == [
        "optimizer=adam units=2", "optimizer=sgd momentum=0.0 units=2",
        "optimizer=sgd momentum=0.9 nesterov=False units=2",
        "optimizer=sgd momentum=0.9 nesterov=True units=2", "optimizer=adam units=1",
      ])
  }

  @Test("A small space ends")
  func exhaustion() throws {
    for text in [
      "RandomSearch(loss, max_trials=50)", "GridSearch(loss)",
      "BayesianOptimization(loss, max_trials=50)",
    ] {
      #expect(try tuner(text).plan(for: space, seed: 1).count == 8, "\(text)")
    }
    let bayesian = try tuner("BayesianOptimization(loss, max_trials=8, num_initial_points=2)")
    var outcomes: [TrialOutcome] = []
    for plan in bayesian.plan(for: space, seed: 1) {
      var next = Configuration()
      if case .settled(let settled) = plan.source { next = settled }
      if plan.source == .proposed {
        next = bayesian.proposal(in: space, after: outcomes, seed: 1)
      }
      #expect(!outcomes.contains { $0.configuration == next })
      outcomes.append(TrialOutcome(next, merit: Double(outcomes.count % 3)))
    }
    #expect(Set(outcomes.map { self.text($0.configuration) }).count == 8)
  }
}
