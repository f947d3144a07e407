public import Diagnostics

/// What a run does with a step.
public enum StepAction: String, Sendable {
  /// Computes it.
  case run
  /// Computes the rest of it, from a checkpoint on.
  case resume
  /// Takes it from the cache.
  case cached
}

/// What a run would do with a step, and why.
public struct StepPlan: Sendable {
  /// Which step.
  public var step: Int

  /// What would be done.
  public var action: StepAction

  /// Why, for people; empty for what is cached.
  public var reasons: [String]

  /// What else a person may want to know of the work; empty for what is cached.
  public var remarks: [String] = []
}

/// How a step ended.
public enum StepOutcome: Sendable {
  /// It has a result, computed now or taken from the cache.
  case done(ArtifactBytes, key: Digest, action: StepAction)
  /// It went wrong.
  case failed(Diagnostic)
  /// Something it depends on has no result.
  case blocked(by: String)
  /// The run stopped before its end.
  case interrupted
  /// The cache does not have it, and nothing may be computed.
  case absent

  /// The result, where there is one.
  public var artifact: ArtifactBytes? {
    guard case .done(let artifact, _, _) = self else { return nil }
    return artifact
  }
}

/// News of a run.
public enum ExecutionEvent: Sendable {
  /// A step begins to run, or to be resumed.
  case started(Step, StepAction, reasons: [String])
  /// A step that begins to run is going to need more bytes than the program and all steps together may;
  /// it runs by itself.
  case exceedsMemory(Step, byteCount: Int, limit: Int)
  /// Something about the work of a running step that a person may want to know.
  case remarked(Step, String)
  /// How far a running step is.
  case progressed(Step, Progress)
  /// A step ended.
  case finished(Step, StepOutcome)
  /// Something went wrong with the cache that does not stop the run.
  case warning(String)
}
