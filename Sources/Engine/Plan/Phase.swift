/// What a forward pass is for; an argument everywhere, never a setting.
public enum Phase: Sendable, Equatable {
  /// Dropout drops, batch normalization uses the batch; `step` counts training steps from 0.
  case training(step: Int)
  /// Nothing is random, moving statistics are used.
  case inference
}
