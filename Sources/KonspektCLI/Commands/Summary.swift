import Notebooks
import Diagnostics
import Execution

/// What a run did, for a person and for a program.
package enum Summary {
  /// One line: how many cells ran, how many came from the cache, how long it took.
  static func text(_ program: Program, _ outcomes: [StepOutcome], seconds: Double) -> String {
    var counts: [(word: String, count: Int)] = [
      ("run", 0), ("resumed", 0), ("cached", 0), ("failed", 0), ("not run", 0),
    ]
    for (step, outcome) in zip(program.steps, outcomes) where !step.isPlot {
      switch outcome {
      case .done(_, _, .run): counts[0].count += 1
      case .done(_, _, .resume): counts[1].count += 1
      case .done(_, _, .cached): counts[2].count += 1
      case .failed: counts[3].count += 1
      case .blocked, .interrupted, .absent: counts[4].count += 1
      }
    }
    let words = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.word)" }
    let cells = words.isEmpty ? "no cells" : words.joined(separator: ", ")
    return "\(program.notebook.file.path): \(cells), \(ProgressDisplay.duration(seconds))"
  }

  /// More reasons than these explain nothing to a person; `why` has them all.
  private static let mostReasons = 3

  /// Why a cell runs, on one line.
  package static func reasons(_ reasons: [String]) -> String {
    let more = reasons.count - mostReasons
    return reasons.prefix(mostReasons).joined(separator: "; ")
      + (more > 0 ? "; and \(more) more" : "")
  }

  /// The results with what only this run knows: actions, reasons, times.
  static func json(
    _ results: JSON, _ program: Program, _ outcomes: [StepOutcome], _ display: ProgressDisplay,
    seconds: Double
  ) -> JSON {
    guard case .object(let members) = results else { return results }
    let cells = zip(program.steps, outcomes).filter { !$0.0.isPlot }.map { step, outcome in
      JSON.object([
        "name": .string(step.name),
        "action": .string(action(outcome)),
        "reasons": .array((display.reasons[step.name] ?? []).map(JSON.string)),
        "seconds": .double(display.seconds[step.name] ?? 0),
        "stages": .array(
          (display.stages[step.name] ?? []).map { stage in
            .object(["stage": .string(stage.name), "seconds": .double(stage.seconds)])
          }),
      ])
    }
    let run = JSON.object(["seconds": .double(seconds), "cells": .array(cells)])
    return .object(members + [JSON.Member(name: "run", value: run)])
  }

  private static func action(_ outcome: StepOutcome) -> String {
    switch outcome {
    case .done(_, _, let action): action.rawValue
    case .failed: "failed"
    case .blocked: "blocked"
    case .interrupted, .absent: "none"
    }
  }
}
