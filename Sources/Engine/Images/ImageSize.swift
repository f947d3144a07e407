public import Tensors

/// The size of one picture.
public struct ImageSize: Sendable, Equatable {
  /// Rows.
  public var height: Int

  /// Columns.
  public var width: Int

  /// Numbers of a pixel.
  public var channels: Int

  /// Numbers of the picture.
  public var count: Int { height * width * channels }

  /// A size.
  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The size that a shape `[H, W, C]` states.
  public init(_ shape: Shape) { self.init(height: shape[0], width: shape[1], channels: shape[2]) }
}
