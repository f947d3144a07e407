public import Schemas

/// Ends the training, instead of failing it, where the loss is no number any more.
///
/// What is kept is the state after the last whole epoch: weights that are no numbers would help nobody.
///
/// - Source: Keras 3 `TerminateOnNaN`, which leaves the weights as they are.
public struct TerminateOnNaN: Callback {
  public static let schema = Schema<Self>(
    "TerminateOnNaN",
    summary: "Ends the training, instead of failing it, where the loss is no number any more.", [])

  public init() {}

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {}
}
