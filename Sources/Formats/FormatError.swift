/// Bytes are not what a format says.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, with what was expected and what was found.
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}
