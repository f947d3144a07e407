/// A picture file cannot be read.
public struct PictureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with it.
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}
