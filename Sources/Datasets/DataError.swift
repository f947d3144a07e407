/// Data is missing, or is not what it should be.
public struct DataError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what to do about it.
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }

  /// Reading was asked to stop.
  public static let interrupted = DataError("reading was interrupted")
}
