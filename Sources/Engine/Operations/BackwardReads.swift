/// What a backward pass reads of the values of a forward pass; the rest may be overwritten before.
///
/// What an operation saved, the weights and the gradient of the output are always there.
public struct BackwardReads: OptionSet, Sendable {
  /// The bits.
  public let rawValue: Int

  /// Some of the values.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// All inputs.
  public static let inputs = BackwardReads(rawValue: 1)

  /// The output.
  public static let output = BackwardReads(rawValue: 2)
}

/// When an operation needs what it saves.
public enum SavedUse: Sendable {
  /// What the forward pass writes is read by the backward pass.
  case bothPasses
  /// What the forward pass writes is read by the backward pass; where there is none, nothing is written.
  case trainedPasses
  /// Only the backward pass writes and reads it.
  case backwardPass
}
