/// A training ended before its end.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It was asked to stop.
  case interrupted
  /// The loss is no number any more.
  case notFinite(loss: String, epoch: Int, step: Int, origin: String?)

  /// One line for a person.
  public var description: String {
    switch self {
    case .interrupted: return "interrupted"
    case .notFinite(let loss, let epoch, let step, let origin):
      let place = origin.map { "; the first number that is not finite is in \($0)" } ?? ""
      return "the loss became \(loss) in epoch \(epoch + 1), step \(step + 1)\(place); "
        + "a smaller learning_rate often helps"
    }
  }
}

extension TrainingError {
  /// Whether the loss was no number.
  var isNotFinite: Bool { if case .notFinite = self { true } else { false } }
}
