import Diagnostics
import Directives
import Execution
import Foundation
import Testing
import Workspaces

/// Random notebooks, changed at random: only what changed runs, and the results are those of a fresh
/// run.
///
/// `KONSPEKT_EDITS` says how many edits to try, `KONSPEKT_SEED` with which notebook to begin; a failure
/// names the seed that shows it again.
@Suite struct ExactnessTests {
  private static func variable(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  /// So many edits take a few seconds.
  private static let usualEdits = 120

  /// Edits of one notebook.
  private static let editsOfANotebook = 20

  @Test(.timeLimit(.minutes(60))) func onlyWhatChangedRuns() throws {
    let wanted = Self.variable("KONSPEKT_EDITS") ?? Self.usualEdits
    let first = Self.variable("KONSPEKT_SEED") ?? 1
    var done = 0
    var refused = 0
    var seed = first
    while done < wanted, refused < wanted + 100 {
      var generator = SplitMix(state: UInt64(seed))
      let trial = ExactnessTrial(seed: seed, RandomNotebook(&generator))
      seed += 1
      guard try trial.run() else {
        refused += 1
        continue
      }
      for _ in 0..<min(Self.editsOfANotebook, wanted - done) {
        var edited = trial.notebook
        let edit = edited.edit(&generator)
        if try trial.run(edited, after: edit) { done += 1 } else { refused += 1 }
        if trial.failureCount > 0 { break }
      }
      if trial.failureCount > 0 { break }
    }
    // What is refused proves nothing.
    #expect(refused < done, "\(refused) of \(done + refused) edits made notebooks with mistakes")
    if wanted > Self.usualEdits {
      print("\(done) edits of \(seed - first) notebooks; \(refused) more made mistakes")
    }
  }
}
