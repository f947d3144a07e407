public import Tensors

/// Weights do not fit a model.
public enum WeightError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A weight is not there.
  case missing(String)
  /// A weight has another shape.
  case shape(String, expected: Shape, found: Shape)

  /// One line for a person.
  public var description: String {
    switch self {
    case .missing(let path): "the weights lack '\(path)'"
    case .shape(let path, let expected, let found):
      "the weight '\(path)' has the shape \(found), the model needs \(expected)"
    }
  }
}
