/// Points over two axes of numbers.
public struct ScatterChart: Sendable, Equatable {
  /// An axis.
  public struct Axis: Sendable, Equatable {
    /// How numbers lie on it.
    public enum Kind: Sendable {
      /// Evenly.
      case linear
      /// By their logarithms.
      case logarithmic
      /// As whole numbers from 1.
      case counting
    }

    /// What is measured.
    public var title: String

    /// How numbers lie on it.
    public var kind: Kind

    /// An axis.
    public init(_ title: String, _ kind: Kind = .linear) {
      self.title = title
      self.kind = kind
    }
  }

  /// A point.
  public struct Point: Sendable, Equatable {
    /// What it is, for who points at it.
    public var name: String

    /// Across.
    public var x: Double

    /// Up.
    public var y: Double

    /// A point.
    public init(name: String, x: Double, y: Double) {
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// Points that belong together.
  public struct Series: Sendable, Equatable {
    /// How points are joined.
    public enum Form: Sendable {
      /// Not at all.
      case points
      /// By straight lines.
      case line
      /// By steps alone, without points: the best so far.
      case steps
    }

    /// The name.
    public var name: String

    /// The points.
    public var points: [Point]

    /// How they are joined.
    public var form: Form

    /// Points with a name.
    public init(name: String, points: [Point], form: Form = .points) {
      self.name = name
      self.points = points
      self.form = form
    }

    var isConnected: Bool { form != .points }
    var isStepped: Bool { form == .steps }
  }

  /// What is drawn.
  public var title: String

  /// The axis across.
  public var x: Axis

  /// The axis up.
  public var y: Axis

  /// The points.
  public var series: [Series]

  /// What the chart says, before its least and its largest values.
  public var remarks: [String]

  /// A chart.
  public init(title: String, x: Axis, y: Axis, series: [Series], remarks: [String] = []) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.remarks = remarks
  }
}
