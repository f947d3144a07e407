/// What is done to every number of a picture before a model sees it: `x · scale + offset`, in turn.
public struct PixelMap: Sendable, Equatable {
  /// A step.
  public struct Step: Sendable, Equatable {
    /// Multiplied by.
    public var scale: Float

    /// Added.
    public var offset: Float

    /// `x · scale + offset`.
    public init(scale: Float, offset: Float) {
      self.scale = scale
      self.offset = offset
    }
  }

  /// The steps in order; none leaves numbers as they are.
  public var steps: [Step]

  /// Some steps.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Returns what a number becomes.
  func callAsFunction(_ value: Float) -> Float {
    steps.reduce(value) { $0 * $1.scale + $1.offset }
  }

  /// What every byte becomes.
  var table: [Float] { (0..<256).map { self(Float($0)) } }
}
