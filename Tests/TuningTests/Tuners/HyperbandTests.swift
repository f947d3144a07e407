import Testing
import Tuning

@Suite("Hyperband")
struct HyperbandTests {
  /// The sizes and epochs of KerasTuner's oracle with `max_epochs=81, factor=3`.
  @Test("has KerasTuner's brackets")
  func brackets() throws {
    let plans = try tuner("Hyperband(loss, max_epochs=81)").plan(
      for: KnownFunction.branin.space, seed: 1)
    var rounds: [[Int]] = []
    for plan in plans {
      let round = try #require(plan.round)
      let key = [round.bracket, round.number, plan.epochs ?? 0]
      if let index = rounds.firstIndex(where: { Array($0.prefix(3)) == key }) {
        rounds[index][3] += 1
      } else {
        rounds.append(key + [1])
      }
    }
    #expect(
      rounds == [
        [4, 0, 1, 81], [4, 1, 3, 27], [4, 2, 9, 9], [4, 3, 27, 3], [4, 4, 81, 1],
        [3, 0, 3, 34], [3, 1, 9, 12], [3, 2, 27, 4], [3, 3, 81, 2],
        [2, 0, 9, 15], [2, 1, 27, 5], [2, 2, 81, 2],
        [1, 0, 27, 8], [1, 1, 81, 3], [0, 0, 81, 5],
      ])
  }

  @Test("promotes from the round before, and draws nothing twice")
  func promotion() throws {
    let plans = try tuner("Hyperband(loss, max_epochs=9, hyperband_iterations=2)").plan(
      for: KnownFunction.branin.space, seed: 1)
    var drawn: Set<Configuration> = []
    for (index, plan) in plans.enumerated() {
      switch plan.source {
      case .settled(let configuration): #expect(drawn.insert(configuration).inserted)
      case .promoted(let trials, let rank):
        #expect(trials.allSatisfy { $0 < index && plans[$0].round?.bracket == plan.round?.bracket })
        #expect(rank < trials.count)
        #expect(trials.allSatisfy { (plans[$0].epochs ?? 0) < (plan.epochs ?? 0) })
      case .proposed: Issue.record("Hyperband proposes nothing")
      }
    }
    let half = plans.count / 2
    #expect(plans[..<half].map(\.epochs) == plans[half...].map(\.epochs))
  }
}
