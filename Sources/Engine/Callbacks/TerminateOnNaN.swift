public import Schemas

/// Ends the training, instead of failing it, where the loss is no number any more.
///
/// What is kept is the state after the last whole epoch: weights that are no numbers would help nobody.
/// Where there is none, in the first epoch, the training fails as it does without.
///
/// - Source: Keras 3 `TerminateOnNaN`, which leaves the weights as they are.
public struct TerminateOnNaN: Callback {
  var raisesError = false

  public static let schema = Schema<Self>(
    "TerminateOnNaN",
    summary: "Ends the training, instead of failing it, where the loss is no number any more.",
    [
      Field(
        "raise_error", \.raisesError, doc: "Whether to fail all the same, as without the callback.")
    ])

  public init() {}

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {}
}
