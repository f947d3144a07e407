/// Curves in a square from 0 to 1, each with a number that sums it up.
public struct CurveChart: Sendable, Equatable {
  /// A curve.
  public struct Curve: Sendable, Equatable {
    /// The name.
    public var name: String

    /// The points in the order of drawing, only those that can be told apart.
    public let points: [Point]

    /// The number that sums it up.
    public var value: Double

    /// A curve through points.
    public init(name: String, points: [(x: Double, y: Double)], value: Double) {
      self.name = name
      self.points = Self.distinct(points.map { Point(x: $0.x, y: $0.y) })
      self.value = value
    }

    /// The least distance of two points that can be told apart.
    private static let distance = 1.0 / 256

    /// Leaves out what would be drawn on top of the point before it.
    private static func distinct(_ points: [Point]) -> [Point] {
      var kept: [Point] = []
      for (index, point) in points.enumerated() {
        guard let last = kept.last, index + 1 < points.count else {
          kept.append(point)
          continue
        }
        if abs(point.x - last.x) >= distance || abs(point.y - last.y) >= distance {
          kept.append(point)
        }
      }
      return kept
    }
  }

  /// A point of a curve.
  public struct Point: Sendable, Equatable {
    /// Across.
    public var x: Double
    /// Up.
    public var y: Double
  }

  /// What is drawn.
  public var title: String

  /// What goes across.
  public var xTitle: String

  /// What goes up.
  public var yTitle: String

  /// What the numbers of the curves are.
  public var valueTitle: String

  /// The curves.
  public var curves: [Curve]

  /// Whether the line of guessing is drawn, from corner to corner.
  public var hasDiagonal: Bool

  /// Sentences that belong to the curves.
  public var remarks: [String]

  /// A chart.
  public init(
    title: String, xTitle: String, yTitle: String, valueTitle: String, curves: [Curve],
    hasDiagonal: Bool, remarks: [String] = []
  ) {
    self.title = title
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.valueTitle = valueTitle
    self.curves = curves
    self.hasDiagonal = hasDiagonal
    self.remarks = remarks
  }
}
