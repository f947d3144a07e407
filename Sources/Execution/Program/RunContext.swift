public import Workspaces

/// What work sees while it runs.
public struct RunContext: Sendable {
  /// The seed of the notebook.
  public let seed: UInt64

  /// The files.
  public let workspace: any Workspace

  /// What the catalog of directives brought along for itself.
  public let environment: any Sendable

  /// The number of the lane that the work runs in: nothing else runs there at the same time.
  public let lane: Int

  /// Where whole stages of long work are kept and found again.
  public let checkpoints: Checkpoints

  /// Bulk data that the work shares with other steps.
  public let blocks: SharedBlocks

  /// The bytes that everything that runs may take together.
  public let memoryLimit: Int

  /// Takes what a person may want to know of the work beside its result.
  public let remark: @Sendable (String) -> Void

  /// Takes news of how far the work is.
  public let report: @Sendable (Progress) -> Void

  /// Says whether the work should stop at its next whole step.
  public let isCancelled: @Sendable () -> Bool

  let inputs: [String: ArtifactBytes]
  let inputDigests: [String: Digest]

  /// Returns the artifact of an input.
  ///
  /// - Parameters:
  ///   - label: What the input was declared as.
  ///   - type: What it is.
  /// - Returns: The artifact.
  /// - Throws: What its decoding throws.
  public func input<Result: Artifact>(_ label: String, as type: Result.Type) throws -> Result {
    guard let bytes = inputs[label] else {
      preconditionFailure(
        "'\(label)' was not declared as an input; there are \(inputs.keys.sorted())")
    }
    return try Result(decoding: bytes)
  }

  /// Returns the artifact of an input that there may be none of, since it failed.
  ///
  /// - Parameters:
  ///   - label: What the input was declared as.
  ///   - type: What it is.
  /// - Returns: The artifact; nil where there is none.
  /// - Throws: What its decoding throws.
  public func inputIfThere<Result: Artifact>(
    _ label: String, as type: Result.Type
  ) throws -> Result? {
    try inputs[label].map { try Result(decoding: $0) }
  }

  /// Returns the digest of an input, or of the part of it that the work depends on.
  public func digest(ofInput label: String) -> Digest {
    guard let digest = inputDigests[label] else {
      preconditionFailure(
        "'\(label)' was not declared as an input; there are \(inputs.keys.sorted())")
    }
    return digest
  }
}

/// How far a long piece of work is.
public struct Progress: Sendable, Equatable {
  /// The stage in words: "epoch 3/10".
  public var stage: String

  /// Steps of the stage that are done.
  public var completed: Int

  /// Steps of the stage.
  public var total: Int

  /// Numbers worth watching, in order.
  public var values: [Value]

  /// Whether the stage is over; its last news.
  public var endsStage: Bool

  /// A number worth watching.
  public struct Value: Sendable, Equatable {
    /// What it is: "loss".
    public var name: String

    /// How much.
    public var value: Double

    /// A number with its name.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// News of how far a piece of work is.
  public init(
    stage: String, completed: Int, total: Int, values: [Value] = [], endsStage: Bool = false
  ) {
    self.stage = stage
    self.completed = completed
    self.total = total
    self.values = values
    self.endsStage = endsStage
  }
}
