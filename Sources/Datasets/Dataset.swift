public import Tensors

/// Prepared data: splits of pictures of one size, in named classes.
public struct Dataset: Sendable {
  /// The splits, in the order train, val, test, then by name.
  public let splits: [Split]

  /// The names of the classes in the order of their labels.
  public let classNames: [String]

  /// The shape of one example, `[H, W, C]`.
  public let shape: Shape

  /// The files of pictures that could not be read and are left out, in order.
  public let skipped: [String]

  /// Returns a split by its name.
  public func split(named name: String) -> Split? { splits.first { $0.name == name } }
}
